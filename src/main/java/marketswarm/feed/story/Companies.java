package marketswarm.feed.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names by which the news calls listed companies: {@code companies.csv}, lines of {@code symbol,names,cues,not_with}, and
 * those of truth, which replace a symbol's names there. A name that means other things too is marked: {@code ~} needs a
 * sign of business in the text, {@code ?} is an everyday word and needs it close by.
 */
final class Companies {

    /** How sure a name is. */
    enum Sense {
        ONLY,
        MOSTLY,
        EVERYDAY
    }

    /**
     * One name.
     *
     * @param cues words of the text that speak for the company
     * @param notWith words close by that speak against it; those that begin with {@code <} only directly before it
     */
    record Name(String symbol, String text, Sense sense, Set<String> cues, Set<String> notWith) {}

    private final Map<String, List<Name>> byFirstWord;
    private final Set<String> symbols;
    private final Set<String> own;

    private Companies(Map<String, List<Name>> bySymbol, Set<String> own) {
        Map<String, List<Name>> index = new HashMap<>();
        bySymbol.values()
                .forEach(names -> names.forEach(
                        name -> index.computeIfAbsent(firstWord(name.text(), 0), word -> new ArrayList<>())
                                .add(name)));
        index.values()
                .forEach(names -> names.sort(
                        Comparator.comparingInt((Name name) -> -name.text().length())));
        this.byFirstWord = index;
        this.symbols = Set.copyOf(bySymbol.keySet());
        this.own = Set.copyOf(own);
    }

    static Companies builtIn() {
        return with(Map.of());
    }

    /** @param own names by symbol, as truth has them; each is taken for that company wherever it stands */
    static Companies with(Map<String, List<String>> own) {
        Map<String, List<Name>> bySymbol = new LinkedHashMap<>(read());
        own.forEach((symbol, names) -> bySymbol.put(
                symbol,
                names.stream()
                        .map(name -> new Name(symbol, name.replace('’', '\''), Sense.ONLY, Set.of(), Set.of()))
                        .toList()));
        return new Companies(bySymbol, own.keySet());
    }

    private static Map<String, List<Name>> read() {
        try (InputStream in = Companies.class.getResourceAsStream("companies.csv")) {
            if (in == null) throw new IllegalStateException("feed: companies.csv is not on the class path");
            return names(
                    new BufferedReader(new InputStreamReader(in, UTF_8)).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("feed: companies.csv cannot be read", e);
        }
    }

    private static Map<String, List<Name>> names(List<String> lines) {
        Map<String, List<Name>> bySymbol = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != 4) throw new IllegalArgumentException("feed: companies.csv: not four fields: " + line);
            bySymbol.put(
                    fields[0],
                    parts(fields[1]).stream()
                            .map(name -> name(fields[0], name, fields[2], fields[3]))
                            .toList());
        }
        return bySymbol;
    }

    private static Name name(String symbol, String marked, String cues, String notWith) {
        Sense sense = marked.startsWith("~") ? Sense.MOSTLY : marked.startsWith("?") ? Sense.EVERYDAY : Sense.ONLY;
        String text = sense == Sense.ONLY ? marked : marked.substring(1);
        return new Name(symbol, text, sense, Set.copyOf(parts(cues)), Set.copyOf(parts(notWith)));
    }

    private static List<String> parts(String field) {
        return field.isEmpty() ? List.of() : List.copyOf(new TreeSet<>(Arrays.asList(field.split("\\|", -1))));
    }

    /** Names that may begin at this place, longer ones first. */
    List<Name> beginningAt(String text, int at) {
        return byFirstWord.getOrDefault(firstWord(text, at), List.of());
    }

    boolean has(String symbol) {
        return symbols.contains(symbol);
    }

    /** Whether truth lists the symbol. */
    boolean isOwn(String symbol) {
        return own.contains(symbol);
    }

    /** In one case, so that a headline in capitals finds its names. */
    private static String firstWord(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) end++;
        return text.substring(from, end).toLowerCase(java.util.Locale.ROOT);
    }
}
