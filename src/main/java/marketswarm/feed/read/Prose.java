package marketswarm.feed.read;

import org.jspecify.annotations.Nullable;

/**
 * What a piece of HTML says.
 *
 * @param words plain; null when there are none
 * @param image the first picture that is meant to be seen, as written
 */
record Prose(@Nullable String words, @Nullable String image) {

    static final Prose NONE = new Prose(null, null);

    static Prose of(@Nullable String htmlOrText) {
        if (htmlOrText == null) return NONE;
        if (Text.isMarkup(htmlOrText)) return new Html(htmlOrText).read();
        String words = Text.clean(htmlOrText);
        return words.isEmpty() ? NONE : new Prose(words, null);
    }
}
