package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marketswarm.analysis.Resource;
import marketswarm.analysis.rules.Tone.Reading;

/** What an item is about: its topics and the kind of event, by the words that speak of them. */
final class Subjects {

    private static final double TITLE_WEIGHT = 2;
    private static final double ENOUGH = 2;
    private static final int MOST_TOPICS = 5;

    /** A kind of event, and how much it moves a price by itself, 0 to 3. */
    record Event(String type, double weight) {

        static final Event OTHER = new Event("other", 0);
    }

    private final Phrases<Event> events = new Phrases<>();
    private final Phrases<List<String>> topics = new Phrases<>();

    Subjects() {
        Resource.lists("/analysis/events.txt").forEach((head, words) -> {
            String[] parts = head.split(" ", -1);
            Event event = new Event(parts[0], Double.parseDouble(parts[1]));
            words.forEach(word -> events.add(word, event));
        });
        Map<String, List<String>> spokenOf = new HashMap<>(); // a word may speak of several
        Resource.lists("/analysis/topics.txt")
                .forEach((topic, words) -> words.forEach(word ->
                        spokenOf.computeIfAbsent(word, w -> new ArrayList<>()).add(topic)));
        spokenOf.forEach(topics::add);
    }

    /** Heaviest first; a title word is enough, in the body it takes two. */
    List<String> topics(List<Clause> clauses) {
        Map<String, Double> weights = new HashMap<>();
        for (Clause clause : clauses)
            for (var found : topics.in(clause.tokens()))
                found.value().forEach(topic -> weights.merge(topic, weight(clause), Double::sum));
        return weights.entrySet().stream()
                .filter(topic -> topic.getValue() >= ENOUGH)
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_TOPICS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The kind most spoken of, the weightier of two that are even. */
    Event event(List<Clause> clauses) {
        Map<Event, Double> weights = new HashMap<>();
        for (Clause clause : clauses)
            events.in(clause.tokens())
                    .forEach(found ->
                            weights.merge(found.value(), weight(clause) * (1 + found.value().weight / 3), Double::sum));
        return weights.entrySet().stream()
                .max(Map.Entry.<Event, Double>comparingByValue().thenComparing(e -> e.getKey().type))
                .map(Map.Entry::getKey)
                .orElse(Event.OTHER);
    }

    private static double weight(Clause clause) {
        return clause.sentence() == 0 ? TITLE_WEIGHT : 1;
    }

    /** The tone of all clauses together: the title counts most, later sentences less. */
    static Reading tone(List<Clause> clauses) {
        return clauses.stream()
                .map(c -> c.tone().times(importance(c.sentence())))
                .reduce(Reading.NONE, Reading::plus);
    }

    private static double importance(int sentence) {
        return sentence == 0 ? 1.6 : Math.max(0.35, Math.pow(0.9, sentence - 1));
    }
}
