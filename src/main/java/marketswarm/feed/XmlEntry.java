package marketswarm.feed;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One item or entry of an XML feed. Every field is looked for in the order in which the vocabularies are to be believed. */
record XmlEntry(XmlElement item, String base) {

    private static final Set<String> NOT_THE_PAGE =
            Set.of("self", "edit", "enclosure", "replies", "hub", "next", "prev", "first", "last", "license", "search");
    private static final Pattern MAIL_AND_NAME = Pattern.compile("\\S+@\\S+\\s*\\((.+)\\)");
    private static final Pattern IMAGE_FILE =
            Pattern.compile("[^?#]+\\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?", Pattern.CASE_INSENSITIVE);
    private static final int EXCERPT_MAX = 300;
    private static final int PERSON_MAX = 200;

    Entry read() {
        String summary = item.first(XmlElement::markup, "description", "summary", "abstract");
        String content = content();
        return new Entry(
                guid(),
                link(),
                title(),
                Text.plain(summary),
                Text.plain(content),
                author(item),
                tags(),
                image(content, summary),
                language(),
                date("published", "pubdate", "issued", "date", "created"),
                date("updated", "modified", "date", "lastmod"),
                item.beginning(EXCERPT_MAX));
    }

    private @Nullable String title() {
        String title = item.first(XmlElement::plain, "title", "headline");
        if (title != null) return title;
        return group().map(media -> media.first(XmlElement::plain, "title"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private @Nullable String content() {
        return item.first(e -> isWords(e) ? e.markup() : null, "encoded", "content", "body", "fullitem");
    }

    /** Not so media:content, which describes a file, nor Atom content that is a file. */
    private static boolean isWords(XmlElement content) {
        String type = content.attribute("type");
        return !content.in(Vocabulary.MEDIA) && (type == null || !type.matches("(?i)(?:image|audio|video)/.*"));
    }

    private @Nullable String guid() {
        String guid = item.first(XmlElement::text, "guid", "id");
        if (guid != null) return guid;
        String about = item.attribute("rdf:about");
        return about != null ? about : item.first(XmlElement::text, "identifier");
    }

    private @Nullable String link() {
        String page = page(item, base);
        return page != null
                ? page
                : firstLink(Stream.concat(permalinks(), item.each("enclosure").map(e -> e.attribute("url"))));
    }

    private Stream<@Nullable String> permalinks() {
        return item.each("guid", "id")
                .filter(guid -> !"false".equalsIgnoreCase(guid.attribute("isPermaLink")))
                .map(XmlElement::text)
                .filter(guid -> guid != null && guid.startsWith("http"));
    }

    private @Nullable String firstLink(Stream<@Nullable String> written) {
        return written.map(link -> item.link(link, base))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The web page of a feed or an entry: RSS' link text, Atom's alternate link, CDF's HREF. */
    static @Nullable String page(XmlElement of, String base) {
        return Stream.of(
                        of.children("link").stream()
                                .filter(l -> l.attribute("href") == null)
                                .map(l -> l.link(l.text(), base)),
                        of.children("link").stream()
                                .filter(l -> isPage(l, true))
                                .map(l -> l.link(l.attribute("href"), base)),
                        of.children("link").stream()
                                .filter(l -> isPage(l, false))
                                .map(l -> l.link(l.attribute("href"), base)),
                        Stream.ofNullable(of.link(of.attribute("href"), base)),
                        of.children("a").stream().map(a -> a.link(a.attribute("href"), base)),
                        of.children("content").stream()
                                .filter(c -> !c.in(Vocabulary.MEDIA))
                                .map(c -> c.link(c.attribute("src"), base)))
                .flatMap(s -> s)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean isPage(XmlElement link, boolean surely) {
        String rel =
                Objects.requireNonNullElse(link.attribute("rel"), "alternate").toLowerCase(Locale.ROOT);
        String type = Objects.requireNonNullElse(link.attribute("type"), "text/html");
        return surely ? rel.equals("alternate") && type.contains("html") : !NOT_THE_PAGE.contains(rel);
    }

    static @Nullable String author(XmlElement of) {
        return of.first(XmlEntry::person, "author", "creator", "contributor");
    }

    private static @Nullable String person(XmlElement author) {
        String name = author.first(XmlElement::plain, "name");
        String text = name == null ? author.plain() : name;
        Matcher named = MAIL_AND_NAME.matcher(text == null || text.length() > PERSON_MAX ? "" : text);
        return named.matches() ? named.group(1) : text;
    }

    private List<String> tags() {
        return item.each("category", "subject")
                .map(XmlEntry::tag)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static @Nullable String tag(XmlElement category) {
        String label = category.attribute("label");
        String named = label != null ? label : category.attribute("term");
        return named != null ? Text.plain(named) : category.plain();
    }

    private @Nullable String language() {
        String language = item.first(XmlElement::text, "language");
        return language == null ? item.language() : language;
    }

    /** Of several dates of one name the last counts, as the one that was added last; CDF has its own in an attribute. */
    private @Nullable Long date(String... names) {
        for (String name : names) {
            Long last = item.children(name).stream()
                    .map(date -> FeedDates.parse(date.text()))
                    .filter(Objects::nonNull)
                    .reduce(null, (a, b) -> b);
            if (last != null) return last;
        }
        return FeedDates.parse(item.attribute(names[names.length - 1]));
    }

    private Stream<XmlElement> group() {
        return Stream.concat(item.each("group"), item.each("content").filter(e -> e.in(Vocabulary.MEDIA)));
    }

    /** The lead image: media elements, an enclosure, then the first picture in the text. */
    private @Nullable String image(@Nullable String content, @Nullable String summary) {
        Stream<@Nullable String> files = Stream.concat(Stream.of(item), group())
                .flatMap(e -> e.each("content", "enclosure"))
                .filter(XmlEntry::isImage)
                .map(e -> e.attribute("url"));
        Stream<@Nullable String> thumbnails = Stream.concat(Stream.of(item), group())
                .flatMap(e -> e.each("thumbnail"))
                .map(e -> e.attribute("url"));
        Stream<@Nullable String> links = item.each("link")
                .filter(l -> "enclosure".equals(l.attribute("rel")) && isImage(l))
                .map(l -> l.attribute("href"));
        Stream<@Nullable String> own = item.each("image").map(XmlEntry::imageAddress);
        return firstLink(Stream.of(files, thumbnails, links, own, inText(content), inText(summary))
                .flatMap(written -> written));
    }

    private static @Nullable String imageAddress(XmlElement image) {
        String href = image.attribute("href");
        return href != null ? href : image.first(XmlElement::text, "url");
    }

    private static boolean isImage(XmlElement file) {
        String type = Objects.requireNonNullElse(file.attribute("type"), "");
        String url = Objects.requireNonNullElse(file.attribute("url"), "");
        return type.startsWith("image/")
                || "image".equals(file.attribute("medium"))
                || (type.isEmpty() && IMAGE_FILE.matcher(url).matches());
    }

    private static Stream<@Nullable String> inText(@Nullable String html) {
        return Stream.ofNullable(html).map(Images::first);
    }
}
