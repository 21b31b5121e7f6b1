package marketswarm.feed.read;

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
    private static final Pattern NAME_AND_MAIL = Pattern.compile("([^(<]+?)\\s*[(<]\\S+@\\S+[)>]");
    private static final Pattern MEDIA_TYPE = Pattern.compile("(?:image|audio|video)/", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMAGE_FILE =
            Pattern.compile("[^?#]+\\.(?:jpe?g|png|gif|webp|avif)(?:[?#].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMAGE_ADDRESS = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);
    private static final int EXCERPT_MAX = 300;
    private static final int PERSON_MAX = 200;

    Entry read() {
        Prose summary = summary();
        Prose content = content();
        String guid = guid();
        String link = link();
        return new Entry(
                guid,
                link,
                title(),
                summary.words(),
                content.words(),
                author(item),
                tags(),
                image(content, summary),
                language(),
                date("published", "pubdate", "issued", "date", "created"),
                date("updated", "modified", "date", "lastmod"),
                guid == null && link == null ? item.beginning(EXCERPT_MAX) : "");
    }

    private Prose summary() {
        Prose own = Prose.of(item.first(XmlElement::markup, "description", "summary", "abstract", "subtitle"));
        return own.words() != null || own.image() != null
                ? own
                : Prose.of(group().flatMap(media -> Stream.ofNullable(media.first(XmlElement::markup, "description")))
                        .findFirst()
                        .orElse(null));
    }

    private @Nullable String title() {
        String title = item.first(XmlElement::plain, "title", "headline");
        if (title != null) return title;
        return group().map(media -> media.first(XmlElement::plain, "title"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Prose content() {
        return Prose.of(item.first(e -> isWords(e) ? e.markup() : null, "encoded", "content", "body", "fullitem"));
    }

    /** Not so media:content, which describes a file, nor Atom content that is a file. */
    private static boolean isWords(XmlElement content) {
        String type = content.attribute("type");
        return !content.in(Vocabulary.MEDIA)
                && (type == null || !MEDIA_TYPE.matcher(type).lookingAt());
    }

    private @Nullable String guid() {
        String guid = item.first(XmlElement::text, "guid", "id");
        if (guid != null) return guid.startsWith("/") ? item.link(guid, base) : guid;
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
        if (text == null || text.length() > PERSON_MAX || text.indexOf('@') < 0) return text;
        return Stream.of(MAIL_AND_NAME, NAME_AND_MAIL)
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .map(named -> named.group(1))
                .findFirst()
                .orElse(text);
    }

    private List<String> tags() {
        return item.each("category", "subject")
                .flatMap(category -> Stream.concat(Stream.of(category), category.each("category")))
                .map(XmlEntry::tag)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Atom has label and term, iTunes text; the others are elements with words. */
    private static @Nullable String tag(XmlElement category) {
        return Stream.of("label", "term", "text")
                .flatMap(name -> Stream.ofNullable(category.attribute(name)))
                .findFirst()
                .map(Text::plain)
                .orElseGet(category::plain);
    }

    /** What the entry says of itself, else what its parts say, else the nearest element around it. */
    private @Nullable String language() {
        String said = item.first(XmlElement::text, "language");
        if (said == null) said = item.attribute("xml:lang");
        if (said == null)
            said = item.first(part -> part.attribute("xml:lang"), "content", "encoded", "summary", "title");
        return tag(said == null ? item.language() : said);
    }

    /** A language as BCP 47 writes it. */
    static @Nullable String tag(@Nullable String language) {
        return language == null ? null : Text.clean(language).replace('_', '-');
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
    private @Nullable String image(Prose content, Prose summary) {
        Stream<@Nullable String> files = Stream.concat(Stream.of(item), group())
                .flatMap(e -> e.each("content", "enclosure"))
                .filter(XmlEntry::isImage)
                .map(e -> e.attribute("url"));
        Stream<@Nullable String> thumbnails = Stream.concat(Stream.of(item), group())
                .flatMap(e -> e.each("thumbnail"))
                .map(e -> e.attribute("url"));
        Stream<@Nullable String> links = item.each("link")
                .filter(l ->
                        "image".equals(l.attribute("rel")) || ("enclosure".equals(l.attribute("rel")) && isImage(l)))
                .map(l -> l.attribute("href"));
        Stream<@Nullable String> own = item.each("image").map(XmlEntry::imageAddress);
        Stream<@Nullable String> inText =
                Stream.of(content, summary).flatMap(prose -> Stream.ofNullable(prose.image()));
        return firstLink(Stream.of(files, thumbnails, links, own, inText).flatMap(written -> written));
    }

    private static @Nullable String imageAddress(XmlElement image) {
        String href = image.attribute("href");
        if (href != null) return href;
        String url = image.first(XmlElement::text, "url");
        if (url != null) return url;
        String text = image.text();
        return text != null && IMAGE_ADDRESS.matcher(text).matches() ? text : null;
    }

    private static boolean isImage(XmlElement file) {
        String type = Objects.requireNonNullElse(file.attribute("type"), "");
        String url = Objects.requireNonNullElseGet(
                file.attribute("url"), () -> Objects.requireNonNullElse(file.attribute("href"), ""));
        return type.startsWith("image/")
                || "image".equals(file.attribute("medium"))
                || (type.isEmpty() && IMAGE_FILE.matcher(url).matches());
    }
}
