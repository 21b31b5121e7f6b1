package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.analysis.PlainText;

/**
 * An extract: the first sentence, since news leads with the news, then those most central to the text, early, and close to
 * the title, none that repeats another.
 */
final class Summary {

    private static final int SENTENCES = 3;
    private static final int VERBATIM_CHARS = 320;
    private static final int LIMIT = 700;
    private static final int BULLETS = 4;
    private static final int BULLET_LIMIT = 220;
    private static final double REPEATS = 0.6;

    private final List<String> sentences;
    private final List<Set<String>> words;
    private final List<Integer> ranked;
    private final List<Integer> chosen;

    /** @param body sentences of the body; empty when the item is its title alone */
    Summary(String title, List<String> body, Set<String> stopWords) {
        sentences = body.isEmpty() ? List.of(title) : body;
        words = sentences.stream().map(s -> content(s, stopWords)).toList();
        double[] scores = scores(content(title, stopWords));
        ranked = IntStream.range(0, sentences.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .toList();
        chosen = choose();
    }

    String text() {
        return PlainText.shorten(chosen.stream().sorted().map(sentences::get).collect(Collectors.joining(" ")), LIMIT);
    }

    /** Further sentences that carry facts, in reading order. */
    List<String> bullets(IntPredicate carriesFacts) {
        boolean verbatim = chosen.size() == sentences.size();
        return ranked.stream()
                .filter(i -> verbatim ? i > 0 : !chosen.contains(i))
                .filter(carriesFacts::test)
                .limit(BULLETS)
                .sorted()
                .map(i -> PlainText.shorten(sentences.get(i), BULLET_LIMIT))
                .toList();
    }

    private List<Integer> choose() {
        boolean brief = sentences.stream().mapToInt(s -> s.length() + 1).sum() <= VERBATIM_CHARS;
        if (brief && sentences.size() <= SENTENCES)
            return IntStream.range(0, sentences.size()).boxed().toList();
        List<Integer> picked = new ArrayList<>(List.of(0));
        for (int i : ranked) {
            if (picked.size() == SENTENCES) break;
            if (!picked.contains(i) && picked.stream().noneMatch(p -> overlap(words.get(i), words.get(p)) > REPEATS))
                picked.add(i);
        }
        return picked;
    }

    private double[] scores(Set<String> title) {
        Map<String, Integer> in = new HashMap<>();
        words.forEach(set -> set.forEach(word -> in.merge(word, 1, Integer::sum)));
        double[] scores = new double[sentences.size()];
        for (int i = 0; i < scores.length; i++) {
            double early = 1 / (1 + 0.15 * i);
            scores[i] = central(words.get(i), in) * early + 0.5 * overlap(title, words.get(i));
        }
        return scores;
    }

    /** Cosine with the sum of all sentences, each word weighted by how few of them it stands in. */
    private double central(Set<String> sentence, Map<String, Integer> in) {
        double product = 0;
        double length = 0;
        double all = 0;
        for (Map.Entry<String, Integer> word : in.entrySet()) {
            double idf = Math.log(1 + (double) sentences.size() / word.getValue());
            double total = idf * word.getValue();
            all += total * total;
            if (!sentence.contains(word.getKey())) continue;
            product += idf * total;
            length += idf * idf;
        }
        return length == 0 ? 0 : product / Math.sqrt(length * all);
    }

    private static double overlap(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) return 0;
        long shared = a.stream().filter(b::contains).count();
        return (double) shared / Math.min(a.size(), b.size());
    }

    private static Set<String> content(String sentence, Set<String> stopWords) {
        Set<String> content = new HashSet<>();
        for (Token token : Token.in(sentence))
            if (token.kind() == Token.Kind.WORD && token.text().length() > 2 && !stopWords.contains(token.text()))
                content.add(token.text());
        return content;
    }
}
