package marketswarm.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names by which the news calls listed companies: {@code companies.csv}, lines of {@code symbol,name,alias|alias}. A name
 * that is also an everyday word stands there only in a form that is none (Target Corp, Visa Inc).
 */
final class Companies {

    private final Map<String, String> symbols;

    private Companies(Map<String, String> symbols) {
        this.symbols = Map.copyOf(symbols);
    }

    static Companies builtIn() {
        try (InputStream in = Companies.class.getResourceAsStream("companies.csv")) {
            if (in == null) throw new IllegalStateException("feed: companies.csv is not on the class path");
            return of(
                    new BufferedReader(new InputStreamReader(in, UTF_8)).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("feed: companies.csv cannot be read", e);
        }
    }

    static Companies of(List<String> lines) {
        Map<String, String> symbols = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (fields.length != 3)
                throw new IllegalArgumentException("feed: companies.csv: not three fields: " + line);
            for (String name : (fields[1] + "|" + fields[2]).split("\\|", -1))
                if (!name.isEmpty()) symbols.put(name, fields[0]);
        }
        return new Companies(symbols);
    }

    /** The symbol of a name as {@link #pattern()} finds it. */
    String symbol(String name) {
        return symbols.getOrDefault(name, "");
    }

    /** Any name as an alternative of a pattern, longer ones first. */
    String pattern() {
        return symbols.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }
}
