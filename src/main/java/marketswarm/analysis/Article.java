package marketswarm.analysis;

import java.util.Locale;
import java.util.stream.Stream;
import marketswarm.domain.NewsItem;

/** The words of an item: its title, and the longer of content and summary, both cleaned and on one line. */
public record Article(String title, String summary, String body) {

    private static final int TITLE_LIMIT = 500;
    private static final int BODY_LIMIT = 20_000;

    public static Article of(NewsItem item) {
        String summary = PlainText.clean(item.summary(), BODY_LIMIT);
        String content = Stream.ofNullable(item.contentText())
                .map(text -> PlainText.clean(text, BODY_LIMIT))
                .findFirst()
                .orElse("");
        String body = content.length() > summary.length() ? content : summary;
        return new Article(PlainText.clean(item.title(), TITLE_LIMIT), summary, body);
    }

    /** The same for the same story, however it was spaced or capitalised. */
    public String fingerprint() {
        return Fingerprint.of(title.toLowerCase(Locale.ROOT), body.toLowerCase(Locale.ROOT));
    }

    public boolean names(String symbol) {
        return containsWord(title, symbol) || containsWord(body, symbol);
    }

    /** As a word of its own, capitals and all; {@code $AAPL} and {@code (NASDAQ: AAPL)} count. */
    public static boolean containsWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean before = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean after = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (before && after) return true;
        }
        return false;
    }
}
