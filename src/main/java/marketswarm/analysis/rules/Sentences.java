package marketswarm.analysis.rules;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import marketswarm.analysis.Resource;

/** Splits a text into sentences as a newspaper writes them, and drops what is not news ({@code Read more}). */
final class Sentences {

    private static final Pattern TITLE = Pattern.compile(
            "(?:^|[\\s(])(?:Mr|Mrs|Ms|Dr|St|Sen|Gov|Rep|Gen|Lt|Prof|vs|No|Nos|approx|Jan|Feb|Aug|Sept|Oct|Nov"
                    + "|Dec|e\\.g|i\\.e|\\p{Lu})\\.$");
    private static final Pattern MAYBE_END =
            Pattern.compile("(?:^|[\\s(])(?:Inc|Corp|Co|Cos|Ltd|Plc|Bros|Cie|a\\.m|p\\.m|\\p{Lu}(?:\\.\\p{Lu})+)\\.$");
    private static final Pattern ELLIPSIS = Pattern.compile("\\s*(?:\\[(?:…|\\.\\.\\.)]|\\(more…\\))\\s*$");

    /** The JDK's iterator goes on when a small letter follows, but {@code iPhone} and {@code eBay} begin sentences. */
    private static final Pattern SMALL_CAPITAL = Pattern.compile("(?<=[\\p{L}\\d%)][.!?])\\s+(?=\\p{Ll}\\p{Lu})");

    private static final Pattern MARKS = Pattern.compile("^[^\\p{L}\\p{N}]+");

    /** Longer than any abbreviation with the space before it and after it. */
    private static final int ABBREVIATION = 14;

    private final Set<String> starters;
    private final List<String> openings;
    private final List<String> anywhere;

    Sentences() {
        var lists = Resource.lists("/analysis/sentences.txt");
        starters = Set.copyOf(lists.getOrDefault("starters", List.of()));
        openings = lists.getOrDefault("boilerplate at start", List.of());
        anywhere = lists.getOrDefault("boilerplate anywhere", List.of());
    }

    /** In reading order, boilerplate left out, at most {@code limit}. */
    List<String> in(String text, int limit) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.US);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE && sentences.size() < limit; end = breaks.next()) {
            if (end < text.length() && goesOn(text, end)) continue;
            for (String sentence : SMALL_CAPITAL.split(
                    ELLIPSIS.matcher(text.substring(start, end)).replaceFirst(""), -1))
                if (isNews(sentence)) sentences.add(sentence.strip());
            start = end;
        }
        return sentences;
    }

    /** True when the full stop belongs to an abbreviation: {@code Apple Inc. said}, {@code the U.S. Treasury}. */
    private boolean goesOn(String text, int end) {
        String tail = text.substring(Math.max(0, end - ABBREVIATION), end).stripTrailing();
        if (!tail.endsWith(".")) return false;
        if (TITLE.matcher(tail).find()) return true;
        if (!MAYBE_END.matcher(tail).find()) return false;
        int space = text.indexOf(' ', end);
        return !starters.contains(text.substring(end, space < 0 ? text.length() : space));
    }

    private boolean isNews(String sentence) {
        String bare = MARKS.matcher(sentence).replaceFirst("").toLowerCase(Locale.ROOT);
        if (bare.isEmpty()) return false;
        return openings.stream().noneMatch(bare::startsWith)
                && anywhere.stream().noneMatch(bare::contains);
    }
}
