package marketswarm.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jspecify.annotations.Nullable;

/**
 * An element of a feed seen by local names, in any case: {@code dc:date}, {@code DATE} and {@code date} are all "date".
 * Among children of one name, those in the element's own namespace come first.
 */
record XmlElement(Element element) {

    private static final int ANCESTORS_MAX = 64;

    static String name(Element element) {
        String tag = element.tagName();
        return tag.substring(tag.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }

    /** Direct children of that name. */
    List<XmlElement> children(String name) {
        List<XmlElement> found = new ArrayList<>();
        for (Element child : element.children()) if (name(child).equals(name)) found.add(new XmlElement(child));
        found.sort(Comparator.comparing(child -> !child.prefix().equals(prefix())));
        return found;
    }

    /** Direct children of any of these names, in the order of the names. */
    Stream<XmlElement> each(String... names) {
        return Stream.of(names).flatMap(name -> children(name).stream());
    }

    /** The first child, by the order of the names, of which the reader makes something. */
    <T> @Nullable T first(Function<XmlElement, @Nullable T> reader, String... names) {
        return each(names)
                .map(child -> reader.apply(child))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    String prefix() {
        int colon = element.tagName().indexOf(':');
        return colon < 0 ? "" : element.tagName().substring(0, colon);
    }

    boolean in(String vocabulary) {
        return prefix().equalsIgnoreCase(vocabulary);
    }

    /** An attribute by local name; null when absent or blank. */
    @Nullable
    String attribute(String name) {
        String value = element.attributes().getIgnoreCase(name);
        return value.isBlank() ? null : value.strip();
    }

    /** The characters of the element and all below it, trimmed; null when blank. */
    @Nullable
    String text() {
        String text = element.wholeText().strip();
        return text.isEmpty() ? null : text;
    }

    @Nullable
    String plain() {
        return Text.plain(markup());
    }

    /** What the element holds as HTML, whichever way it was packed: escaped, as CDATA, as elements or as base64. */
    @Nullable
    String markup() {
        if (!element.children().isEmpty()) return element.html();
        String text = text();
        return text != null && isPacked() ? unpacked(text) : text;
    }

    /** Atom 0.3 says so by its mode, Atom 1.0 by a media type that is no text. */
    private boolean isPacked() {
        return "base64".equalsIgnoreCase(attribute("mode"))
                || "application/octet-stream".equalsIgnoreCase(attribute("type"));
    }

    /** A link found here, against the nearest {@code xml:base}, else the feed's. */
    @Nullable
    String link(@Nullable String written, String feedBase) {
        return written == null ? null : Links.absolute(base(feedBase), written);
    }

    /** The nearest {@code xml:lang}. */
    @Nullable
    String language() {
        return inherited("xml:lang").findFirst().orElse(null);
    }

    /** Its first elements and words, without attributes; costs no more than what it returns. */
    String beginning(int max) {
        var out = new StringBuilder();
        element.filter((node, depth) -> {
            if (node instanceof Element child)
                out.append('<').append(child.tagName()).append('>');
            if (node instanceof TextNode words)
                out.append(
                        words.getWholeText(),
                        0,
                        Math.min(max, words.getWholeText().length()));
            return out.length() > max ? FilterResult.STOP : FilterResult.CONTINUE;
        });
        return Text.cap(Text.clean(out.toString()), max);
    }

    private String base(String feedBase) {
        List<String> innermostFirst = inherited("xml:base").toList();
        String base = feedBase;
        for (int i = innermostFirst.size() - 1; i >= 0; i--)
            base = Objects.requireNonNullElse(Links.absolute(base, innermostFirst.get(i)), base);
        return base;
    }

    private Stream<String> inherited(String attribute) {
        return Stream.iterate(element, Objects::nonNull, Element::parent)
                .limit(ANCESTORS_MAX)
                .map(ancestor -> ancestor.attributes().getIgnoreCase(attribute))
                .filter(value -> !value.isBlank());
    }

    private static String unpacked(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }
}
