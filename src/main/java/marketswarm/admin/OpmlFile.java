package marketswarm.admin;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Feeds by category as other readers exchange them (OPML 2.0, opml.org/spec2.opml). Read tolerantly: an outline with an
 * {@code xmlUrl} is a feed, the outline around it its category.
 */
final class OpmlFile {

    private static final String NO_CATEGORY = "imported";
    private static final int NAME_MAX = 64;

    private OpmlFile() {}

    /** Addresses by category, in the file's order, each once; what is neither http nor https is left out. */
    static Map<String, Set<String>> read(String text) {
        Map<String, Set<String>> categories = new LinkedHashMap<>();
        for (Element outline : Jsoup.parse(text, "", Parser.xmlParser()).getElementsByTag("outline")) {
            String url = attribute(outline, "xmlUrl").strip();
            if (url.matches("(?i)https?://[^\\s/]+\\S*"))
                categories
                        .computeIfAbsent(category(outline), c -> new LinkedHashSet<>())
                        .add(url);
        }
        return categories;
    }

    private static String category(Element feed) {
        Element around = feed.parent();
        String name = around == null || !around.nodeName().equalsIgnoreCase("outline") ? "" : title(around);
        if (name.isBlank())
            name = attribute(feed, "category").replaceFirst("^/", "").split("[,/]", 2)[0];
        String plain = name.strip().replaceAll("[^\\p{Alnum}_.-]+", "-").replaceAll("^-+|-+$", "");
        if (plain.isEmpty()) return NO_CATEGORY;
        return plain.substring(0, Math.min(NAME_MAX, plain.length())).toLowerCase(java.util.Locale.ROOT);
    }

    private static String title(Element outline) {
        String text = attribute(outline, "text");
        return text.isBlank() ? attribute(outline, "title") : text;
    }

    private static String attribute(Element element, String name) {
        return element.attributes().getIgnoreCase(name);
    }

    /** @param feeds addresses by category */
    static String write(String title, Map<String, List<String>> feeds) {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            line(xml, 0);
            xml.writeStartElement("opml");
            xml.writeAttribute("version", "2.0");
            xml.writeStartElement("head");
            xml.writeStartElement("title");
            xml.writeCharacters(title);
            xml.writeEndElement();
            xml.writeEndElement();
            line(xml, 1);
            xml.writeStartElement("body");
            for (var category : feeds.entrySet()) category(xml, category.getKey(), category.getValue());
            line(xml, 1);
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("admin: the feeds cannot be written as OPML", e);
        }
        return text.append('\n').toString();
    }

    private static void category(XMLStreamWriter xml, String name, List<String> urls) throws XMLStreamException {
        line(xml, 2);
        xml.writeStartElement("outline");
        xml.writeAttribute("text", name);
        for (String url : urls) {
            line(xml, 3);
            xml.writeEmptyElement("outline");
            xml.writeAttribute("type", "rss");
            xml.writeAttribute("text", url);
            xml.writeAttribute("xmlUrl", url);
        }
        line(xml, 2);
        xml.writeEndElement();
    }

    private static void line(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
