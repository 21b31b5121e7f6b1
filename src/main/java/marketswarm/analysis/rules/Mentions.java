package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.analysis.Article;
import marketswarm.analysis.Resource;

/** The names under which one item speaks of each of its symbols. */
final class Mentions {

    /** {@code Acme Widgets Inc. (NYSE: ACME)} introduces a name of its own. */
    private static final Pattern INTRODUCED = Pattern.compile(
            "((?:\\p{Lu}[\\p{L}\\p{N}&'.-]*\\s){1,4})\\((?:[A-Za-z]{3,8}:\\s?)?(\\p{Lu}[\\p{Lu}\\p{N}.]{0,7})\\)");

    private static final Pattern LEGAL_FORM =
            Pattern.compile("\\s(?:Inc|Corp|Corporation|Co|Company|Ltd|Plc|PLC|AG|SA|NV|Group|Holdings)\\.?$");

    /** Who is called what, of the companies everybody knows. */
    record KnownNames(Map<String, List<String>> bySymbol) {

        static KnownNames load() {
            Map<String, List<String>> names = new HashMap<>();
            Resource.text("/analysis/companies.txt")
                    .lines()
                    .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        names.put(
                                line.substring(0, colon),
                                List.of(line.substring(colon + 2).split(", ", -1)));
                    });
            return new KnownNames(Map.copyOf(names));
        }
    }

    private final Map<String, List<String>> names = new HashMap<>();

    Mentions(List<String> symbols, String text, KnownNames known) {
        for (String symbol : symbols) {
            List<String> own = new ArrayList<>(known.bySymbol().getOrDefault(symbol, List.of()));
            // a letter or two is too common a word to be a symbol unless it is written as one
            if (symbol.length() > 2) own.add(symbol);
            Stream.of("$" + symbol, ": " + symbol + ")", ":" + symbol + ")", "(" + symbol + ")")
                    .forEach(own::add);
            names.put(symbol, own);
        }
        Matcher m = INTRODUCED.matcher(text);
        while (m.find()) {
            List<String> own = names.get(m.group(2));
            if (own != null) own.add(bare(m.group(1).strip()));
        }
    }

    private static String bare(String name) {
        String shorter = LEGAL_FORM.matcher(name).replaceFirst("");
        return shorter.isEmpty() ? name : shorter;
    }

    boolean in(String text, String symbol) {
        return names.getOrDefault(symbol, List.of()).stream().anyMatch(name -> speaksOf(text, name));
    }

    private static boolean speaksOf(String text, String name) {
        boolean marked = "$:(".indexOf(name.charAt(0)) >= 0;
        return marked ? text.contains(name) : Article.containsWord(text, name);
    }
}
