package marketswarm.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndCategoryImpl;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedOutput;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import marketswarm.redis.Json;

/** The three formats that a feed may have: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1. */
enum FeedFormat {
    RSS(".xml", "application/rss+xml; charset=utf-8"),
    ATOM(".atom", "application/atom+xml; charset=utf-8"),
    JSON_FEED(".json", "application/feed+json; charset=utf-8");

    /** RFC 9110, and what RSS asks for as well. */
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static final String ABOUT = "Invented stories for demonstration. Nothing in them is true.";
    private static final String AUTHOR = "Demo Desk";

    private final String ending;
    private final String contentType;

    FeedFormat(String ending, String contentType) {
        this.ending = ending;
        this.contentType = contentType;
    }

    String ending() {
        return ending;
    }

    String contentType() {
        return contentType;
    }

    /** @param base {@code http://host:port} of the server */
    String write(SampleFeed feed, String base) {
        return switch (this) {
            case RSS -> xml("rss_2.0", feed, base);
            case ATOM -> xml("atom_1.0", feed, base);
            case JSON_FEED -> json(feed, base);
        };
    }

    static String link(SampleFeed.Item item, String base) {
        return base + "/items/" + item.id();
    }

    private static String xml(String type, SampleFeed feed, String base) {
        SyndFeed written = new SyndFeedImpl();
        written.setFeedType(type);
        written.setUri("urn:marketswarm:demo:" + feed.name());
        written.setTitle(feed.title());
        written.setDescription(ABOUT);
        written.setLink(base + "/");
        written.setLanguage("en");
        written.setAuthor(AUTHOR);
        written.setPublishedDate(Date.from(feed.modified()));
        written.setEntries(feed.items().stream().map(item -> entry(item, base)).toList());
        try {
            return new SyndFeedOutput().outputString(written);
        } catch (FeedException e) {
            throw new IllegalStateException("demo: a sample feed could not be written", e);
        }
    }

    private static SyndEntry entry(SampleFeed.Item item, String base) {
        SyndContent body = new SyndContentImpl();
        body.setType("text/html");
        body.setValue("<p>" + item.story().body().replace("&", "&amp;") + "</p>");
        SyndCategory kind = new SyndCategoryImpl();
        kind.setName(item.story().kind());
        SyndEntry entry = new SyndEntryImpl();
        entry.setUri("urn:marketswarm:demo:" + item.id());
        entry.setTitle(item.story().title());
        entry.setLink(link(item, base));
        entry.setDescription(body);
        entry.setCategories(List.of(kind));
        entry.setPublishedDate(Date.from(item.published()));
        return entry;
    }

    private static String json(SampleFeed feed, String base) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("version", "https://jsonfeed.org/version/1.1")
                .put("title", feed.title())
                .put("home_page_url", base + "/")
                .put("feed_url", base + "/" + feed.file())
                .put("description", ABOUT)
                .put("language", "en");
        ArrayNode items = json.putArray("items");
        for (SampleFeed.Item item : feed.items()) {
            ObjectNode entry = items.addObject()
                    .put("id", item.id())
                    .put("url", link(item, base))
                    .put("title", item.story().title())
                    .put("content_text", item.story().body())
                    .put("date_published", item.published().toString());
            entry.putArray("authors").addObject().put("name", AUTHOR);
            entry.putArray("tags").add(item.story().kind());
        }
        return Json.write(json);
    }
}
