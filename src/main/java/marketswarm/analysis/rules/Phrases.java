package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds known phrases in a run of tokens; at each place the longest one wins and its words are used up. */
final class Phrases<V> {

    /** One phrase found: tokens {@code from} (inclusive) to {@code to} (exclusive). */
    record Span<V>(V value, int from, int to) {}

    private record Entry<V>(List<String> words, V value) {}

    private final Map<String, List<Entry<V>>> byFirstWord = new HashMap<>();

    void add(String phrase, V value) {
        List<String> words = Token.in(phrase).stream().map(Token::text).toList();
        List<Entry<V>> entries = byFirstWord.computeIfAbsent(words.get(0), w -> new ArrayList<>());
        if (entries.stream().anyMatch(e -> e.words.equals(words)))
            throw new IllegalStateException("analysis: '" + phrase + "' is listed twice");
        entries.add(new Entry<>(words, value));
        entries.sort(Comparator.comparingInt((Entry<V> e) -> e.words.size()).reversed());
    }

    List<Span<V>> in(List<Token> tokens) {
        List<Span<V>> found = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            Entry<V> entry = longest(tokens, at);
            if (entry != null) found.add(new Span<>(entry.value, at, at + entry.words.size()));
            at += entry == null ? 1 : entry.words.size();
        }
        return found;
    }

    private @Nullable Entry<V> longest(List<Token> tokens, int at) {
        for (Entry<V> entry : byFirstWord.getOrDefault(tokens.get(at).text(), List.of()))
            if (matches(entry.words, tokens, at)) return entry;
        return null;
    }

    private static boolean matches(List<String> words, List<Token> tokens, int at) {
        if (at + words.size() > tokens.size()) return false;
        for (int i = 1; i < words.size(); i++) if (!tokens.get(at + i).is(words.get(i))) return false;
        return true; // the first word is how the entry was found
    }
}
