package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An element of a feed seen by local names, in any case: {@code dc:date}, {@code DATE} and {@code date} are all "date".
 * Among children of one name, those in the element's own namespace come first.
 */
final class XmlElement {

    private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "link", "meta", "wbr");
    private static final int ANCESTORS_MAX = 64;

    private final @Nullable XmlElement parent;
    private final String tag;
    private final String name;
    private final String[] attributes;
    /** Elements, and between them strings. */
    private final List<Object> nodes = new ArrayList<>(4);

    private boolean leaf = true;

    /** @param attributes names as written, each followed by its value */
    XmlElement(@Nullable XmlElement parent, String tag, String... attributes) {
        this.parent = parent;
        this.tag = tag;
        this.name = tag.substring(tag.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        this.attributes = attributes;
    }

    void add(XmlElement child) {
        nodes.add(child);
        leaf = false;
    }

    void add(String characters) {
        nodes.add(characters);
    }

    @Nullable
    XmlElement parent() {
        return parent;
    }

    /** As written, with its prefix. */
    String tag() {
        return tag;
    }

    /** Without prefix, in lower case. */
    String name() {
        return name;
    }

    /** Direct children, in their order. */
    List<XmlElement> elements() {
        List<XmlElement> elements = new ArrayList<>();
        for (Object node : nodes) if (node instanceof XmlElement element) elements.add(element);
        return elements;
    }

    /** Direct children of that name. */
    List<XmlElement> children(String wanted) {
        if (leaf) return List.of();
        List<XmlElement> found = new ArrayList<>(2);
        for (Object node : nodes)
            if (node instanceof XmlElement element && element.name.equals(wanted)) found.add(element);
        if (found.size() > 1)
            found.sort(Comparator.comparing(child -> !child.prefix().equals(prefix())));
        return found;
    }

    /** Direct children of any of these names, in the order of the names. */
    Stream<XmlElement> each(String... names) {
        return Stream.of(names).flatMap(wanted -> children(wanted).stream());
    }

    /** The first child, by the order of the names, of which the reader makes something. */
    <T> @Nullable T first(Function<XmlElement, @Nullable T> reader, String... names) {
        for (String wanted : names)
            for (XmlElement child : children(wanted)) {
                T made = reader.apply(child);
                if (made != null) return made;
            }
        return null;
    }

    String prefix() {
        int colon = tag.indexOf(':');
        return colon < 0 ? "" : tag.substring(0, colon);
    }

    /** Whether it belongs to a vocabulary, by the namespace its prefix stands for, else by the prefix itself. */
    boolean in(Vocabulary vocabulary) {
        String prefix = prefix();
        String declaration = prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix;
        String namespace = inherited(declaration).findFirst().orElse(null);
        return namespace == null ? vocabulary.isPrefix(prefix) : vocabulary.isNamespace(namespace);
    }

    /** An attribute by its name as written, in any case; null when absent or blank. */
    @Nullable
    String attribute(String wanted) {
        for (int i = 0; i < attributes.length; i += 2)
            if (attributes[i].equalsIgnoreCase(wanted))
                return attributes[i + 1].isBlank() ? null : attributes[i + 1].strip();
        return null;
    }

    /** The characters of the element and all below it, trimmed; null when blank. */
    @Nullable
    String text() {
        String text;
        if (nodes.size() == 1 && nodes.get(0) instanceof String only) {
            text = only.strip();
        } else {
            var out = new StringBuilder();
            characters(out);
            text = out.toString().strip();
        }
        return text.isEmpty() ? null : text;
    }

    @Nullable
    String plain() {
        return Text.plain(markup());
    }

    /** What the element holds as HTML, whichever way it was packed: escaped, as CDATA, as elements or as base64. */
    @Nullable
    String markup() {
        if (!leaf) return html();
        String text = text();
        return text != null && isPacked() ? unpacked(text) : text;
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
        begin(out, max);
        return Text.cap(Text.clean(out.toString()), max);
    }

    private void begin(StringBuilder out, int max) {
        out.append('<').append(tag).append('>');
        for (Object node : nodes) {
            if (out.length() > max) return;
            if (node instanceof XmlElement element) element.begin(out, max);
            else if (node instanceof String words) out.append(words, 0, Math.min(max, words.length()));
        }
    }

    private void characters(StringBuilder out) {
        for (Object node : nodes)
            if (node instanceof XmlElement element) element.characters(out);
            else out.append(node);
    }

    private String html() {
        var out = new StringBuilder();
        html(out);
        return out.toString();
    }

    private void html(StringBuilder out) {
        for (Object node : nodes)
            if (node instanceof XmlElement element) element.outerHtml(out);
            else out.append(escaped(node.toString()));
    }

    private void outerHtml(StringBuilder out) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2)
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        out.append('>');
        html(out);
        if (!nodes.isEmpty() || !VOID.contains(name))
            out.append("</").append(name).append('>');
    }

    private static String escaped(String text) {
        if (text.indexOf('&') < 0 && text.indexOf('<') < 0 && text.indexOf('"') < 0) return text;
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Atom 0.3 says so by its mode, Atom 1.0 by a media type that is no text. */
    private boolean isPacked() {
        return "base64".equalsIgnoreCase(attribute("mode"))
                || "application/octet-stream".equalsIgnoreCase(attribute("type"));
    }

    private static String unpacked(String base64) {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    private String base(String feedBase) {
        List<String> innermostFirst = inherited("xml:base").toList();
        String base = feedBase;
        for (int i = innermostFirst.size() - 1; i >= 0; i--)
            base = Objects.requireNonNullElse(Links.absolute(base, innermostFirst.get(i)), base);
        return base;
    }

    private Stream<String> inherited(String attribute) {
        return Stream.iterate(this, Objects::nonNull, XmlElement::parent)
                .limit(ANCESTORS_MAX)
                .flatMap(ancestor -> Stream.ofNullable(ancestor.attribute(attribute)));
    }
}
