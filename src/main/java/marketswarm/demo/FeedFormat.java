package marketswarm.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import marketswarm.redis.Json;

/** The three formats that a feed may have: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1. */
enum FeedFormat {
    RSS(".xml", "application/rss+xml; charset=utf-8"),
    ATOM(".atom", "application/atom+xml; charset=utf-8"),
    JSON_FEED(".json", "application/feed+json; charset=utf-8");

    /** RFC 9110, and what RSS asks for as well. */
    static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static final String ATOM_NAMESPACE = "http://www.w3.org/2005/Atom";
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
            case RSS -> xml(out -> rss(out, feed, base));
            case ATOM -> xml(out -> atom(out, feed, base));
            case JSON_FEED -> json(feed, base);
        };
    }

    static String link(SampleFeed.Item item, String base) {
        return base + "/items/" + item.id();
    }

    private static void rss(XMLStreamWriter out, SampleFeed feed, String base) throws XMLStreamException {
        out.writeStartElement("rss");
        out.writeAttribute("version", "2.0");
        out.writeStartElement("channel");
        text(out, "title", feed.title());
        text(out, "link", base + "/");
        text(out, "description", ABOUT);
        text(out, "language", "en");
        text(out, "lastBuildDate", HTTP_DATE.format(feed.modified()));
        for (SampleFeed.Item item : feed.items()) {
            out.writeStartElement("item");
            text(out, "title", item.story().title());
            text(out, "link", link(item, base));
            text(out, "description", "<p>" + item.story().body().replace("&", "&amp;") + "</p>");
            text(out, "category", item.story().kind());
            out.writeStartElement("guid");
            out.writeAttribute("isPermaLink", "false");
            out.writeCharacters(item.id());
            out.writeEndElement();
            text(out, "pubDate", HTTP_DATE.format(item.published()));
            out.writeEndElement();
        }
    }

    private static void atom(XMLStreamWriter out, SampleFeed feed, String base) throws XMLStreamException {
        out.writeStartElement("feed");
        out.writeDefaultNamespace(ATOM_NAMESPACE);
        text(out, "id", "urn:marketswarm:demo:" + feed.name());
        text(out, "title", feed.title());
        text(out, "subtitle", ABOUT);
        text(out, "updated", feed.modified().toString());
        link(out, "self", base + "/" + feed.file());
        out.writeStartElement("author");
        text(out, "name", AUTHOR);
        out.writeEndElement();
        for (SampleFeed.Item item : feed.items()) {
            out.writeStartElement("entry");
            text(out, "id", "urn:marketswarm:demo:" + item.id());
            text(out, "title", item.story().title());
            link(out, "alternate", link(item, base));
            text(out, "published", item.published().toString());
            text(out, "updated", item.published().toString());
            out.writeEmptyElement("category");
            out.writeAttribute("term", item.story().kind());
            text(out, "summary", item.story().body());
            out.writeEndElement();
        }
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

    private static void text(XMLStreamWriter out, String element, String text) throws XMLStreamException {
        out.writeStartElement(element);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private static void link(XMLStreamWriter out, String relation, String address) throws XMLStreamException {
        out.writeEmptyElement("link");
        out.writeAttribute("rel", relation);
        out.writeAttribute("href", address);
    }

    private interface Body {
        void write(XMLStreamWriter out) throws XMLStreamException;
    }

    private static String xml(Body body) {
        var text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            body.write(out);
            out.writeEndDocument();
            out.close();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("demo: a sample feed could not be written", e);
        }
    }
}
