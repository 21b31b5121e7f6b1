package marketswarm.feed.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). A member of the wrong kind counts as absent. */
final class JsonFeed implements FeedFormat {

    private static final int EXCERPT_MAX = 300;
    private static final ObjectReader FORGIVING = Json.MAPPER
            .reader()
            .with(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .with(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .with(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER);

    @Override
    public boolean claims(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    @Override
    public Channel read(String text, String feedUrl) {
        JsonNode feed = tree(text, feedUrl);
        if (!isFeed(feed)) throw new NotAFeed(feedUrl, "JSON of another kind");
        String link = Links.absolute(feedUrl, string(feed, "home_page_url"));
        String base = link == null ? feedUrl : link;
        return new Channel(
                Text.plain(string(feed, "title")),
                link,
                author(feed),
                string(feed, "language"),
                each(feed, "items")
                        .limit(FeedReader.ENTRIES_MAX + 1)
                        .map(item -> entry(item, base))
                        .toList());
    }

    private static JsonNode tree(String text, String feedUrl) {
        try {
            return Json.tree(FORGIVING, text);
        } catch (JsonProcessingException e) {
            throw new NotAFeed(feedUrl, "broken JSON");
        }
    }

    private static boolean isFeed(JsonNode feed) {
        return feed.path("version").asText().contains("jsonfeed.org")
                || (feed.has("title") && feed.path("items").isArray());
    }

    private static Entry entry(JsonNode item, String base) {
        Prose html = Prose.of(string(item, "content_html"));
        String text = string(item, "content_text");
        String link = first(string(item, "url"), string(item, "external_url"));
        return new Entry(
                string(item, "id"),
                Links.absolute(base, link),
                Text.plain(string(item, "title")),
                Text.plain(string(item, "summary")),
                html.words() == null ? words(text) : html.words(),
                author(item),
                each(item, "tags")
                        .map(tag -> Text.plain(tag.asText()))
                        .filter(Objects::nonNull)
                        .toList(),
                image(item, html, base),
                string(item, "language"),
                FeedDates.parse(string(item, "date_published")),
                FeedDates.parse(string(item, "date_modified")),
                Text.cap(item.toString(), EXCERPT_MAX));
    }

    private static @Nullable String image(JsonNode item, Prose html, String base) {
        Stream<String> attached = each(item, "attachments")
                .filter(file -> file.path("mime_type").asText().startsWith("image/"))
                .map(file -> file.path("url").asText());
        return Stream.of(
                        Stream.ofNullable(string(item, "image")),
                        Stream.ofNullable(string(item, "banner_image")),
                        attached,
                        Stream.ofNullable(html.image()))
                .flatMap(s -> s)
                .map(image -> Links.absolute(base, image))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** 1.1 has authors, 1.0 author. */
    private static @Nullable String author(JsonNode of) {
        List<JsonNode> authors =
                Stream.concat(each(of, "authors"), Stream.of(of.path("author"))).toList();
        return authors.stream()
                .map(author -> Text.plain(string(author, "name")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String words(@Nullable String text) {
        return text == null || text.isBlank() ? null : Text.clean(text);
    }

    private static Stream<JsonNode> each(JsonNode of, String member) {
        return StreamSupport.stream(of.path(member).spliterator(), false);
    }

    /** Text or a number (some write ids so); null when absent, blank or anything else. */
    private static @Nullable String string(JsonNode of, String member) {
        JsonNode value = of.path(member);
        String text = value.isTextual() || value.isNumber() ? value.asText().strip() : "";
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }
}
