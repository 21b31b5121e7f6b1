package marketswarm.analysis.briefing;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import marketswarm.analysis.briefing.Gathering.Source;

/**
 * What happened in a category during a window, as {@code rss:briefing:<category>} holds it.
 *
 * @param headline one sentence, from the counts and the weightiest source
 * @param sentiments how many sources have which label
 * @param score mean of the sources' scores, weighted by their confidence
 * @param tickers the symbols named most, with the mean score of their sources
 * @param sources the weightiest first
 */
public record Briefing(
        String category,
        long fromMs,
        long untilMs,
        int items,
        String headline,
        Map<String, Integer> sentiments,
        double score,
        List<Named> tickers,
        List<String> topics,
        List<Source> sources) {

    private static final int MOST_NAMES = 10;

    /** A symbol, how many sources name it, and how they see it together. */
    public record Named(String symbol, int sources, double score) {}

    static Briefing of(Gathering gathering, int mostSources) {
        List<Source> all = gathering.sources();
        Map<String, Integer> labels = new LinkedHashMap<>();
        for (String label : List.of("bullish", "bearish", "mixed", "neutral")) {
            int count = (int) all.stream()
                    .filter(source -> source.sentiment().equals(label))
                    .count();
            if (count > 0) labels.put(label, count);
        }
        return new Briefing(
                gathering.category(),
                gathering.fromMs(),
                gathering.untilMs(),
                gathering.items(),
                headline(gathering, labels),
                labels,
                score(all),
                tickers(all),
                most(all.stream().flatMap(source -> source.topics().stream()).toList()),
                all.subList(0, Math.min(mostSources, all.size())));
    }

    private static String headline(Gathering gathering, Map<String, Integer> labels) {
        String counts = labels.entrySet().stream()
                .map(label -> label.getValue() + " " + label.getKey())
                .collect(Collectors.joining(", "));
        String items = gathering.items() == 1 ? "1 item" : gathering.items() + " items";
        String first = gathering.sources().isEmpty()
                ? ""
                : ". First: " + gathering.sources().get(0).title();
        return gathering.category() + ", " + items + (counts.isEmpty() ? "" : " (" + counts + ")") + first;
    }

    private static List<Named> tickers(List<Source> all) {
        return most(all.stream().flatMap(source -> source.tickers().stream()).toList()).stream()
                .map(symbol -> {
                    List<Source> naming = all.stream()
                            .filter(source -> source.tickers().contains(symbol))
                            .toList();
                    return new Named(symbol, naming.size(), score(naming));
                })
                .toList();
    }

    private static double score(List<Source> sources) {
        double weight = sources.stream().mapToDouble(Source::confidence).sum();
        double sum = sources.stream()
                .mapToDouble(source -> source.score() * source.confidence())
                .sum();
        return weight == 0 ? 0 : Math.round(100 * sum / weight) / 100.0;
    }

    private static List<String> most(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting())).entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> count) -> -count.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_NAMES)
                .map(Map.Entry::getKey)
                .toList();
    }
}
