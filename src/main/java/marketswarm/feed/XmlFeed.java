package marketswarm.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jspecify.annotations.Nullable;

/**
 * RSS, RDF, Atom and CDF, read by local names from jsoup's XML tree. It forgives what feeds really do: undeclared
 * entities and prefixes, bare ampersands, unclosed elements, junk before and after.
 *
 * <p>ROME is left out on purpose: of feedparser's 2,098 files it reads 1,991 where this reads all but the empty one, and
 * its dates are silently wrong (fractions, overflows), so that links, ids and dates would have to be read here anyway.
 */
final class XmlFeed implements FeedFormat {

    private static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel", "entry");
    private static final Set<String> ENTRIES = Set.of("item", "entry");
    private static final int DEPTH_MAX = 200;

    @Override
    public boolean claims(String text) {
        return text.indexOf('<') >= 0;
    }

    @Override
    public Channel read(String text, String feedUrl) {
        String xml = Prolog.withoutDoctype(text);
        Document document = Jsoup.parse(xml, "", Parser.xmlParser().setMaxDepth(DEPTH_MAX));
        document.outputSettings().prettyPrint(false);
        Element first = document.firstElementChild();
        if (first == null) throw new NotAFeed(feedUrl, "text without elements");
        if (isHtml(first)) throw new NotAFeed(feedUrl, "an HTML page");
        Element root = find(document, ROOTS);
        List<Element> entries = entries(document);
        if (root == null && entries.isEmpty())
            throw new NotAFeed(feedUrl, "XML of another kind (" + Text.cap(Text.clean(first.tagName()), 40) + ")");
        return channel(new XmlElement(channelOf(document, root == null ? first : root)), entries, feedUrl);
    }

    private static boolean isHtml(Element first) {
        return Set.of("html", "head", "body").contains(XmlElement.name(first));
    }

    /** In RSS and RDF the feed's own words stand in channel, in the others in the root. */
    private static Element channelOf(Document document, Element root) {
        Element channel = find(document, Set.of("channel"));
        return channel == null || XmlElement.name(root).equals("feed") ? root : channel;
    }

    private static Channel channel(XmlElement channel, List<Element> entries, String feedUrl) {
        String link = XmlEntry.page(channel, feedUrl);
        String base = link == null ? feedUrl : link;
        String language = channel.first(XmlElement::text, "language");
        return new Channel(
                channel.first(XmlElement::plain, "title"),
                link,
                XmlEntry.author(channel),
                language == null ? channel.language() : language,
                entries.stream()
                        .map(entry -> new XmlEntry(new XmlElement(entry), base).read())
                        .toList());
    }

    private static @Nullable Element find(Document document, Set<String> names) {
        Element[] found = new Element[1];
        document.filter((node, depth) -> {
            if (!(node instanceof Element element) || !names.contains(XmlElement.name(element)))
                return FilterResult.CONTINUE;
            found[0] = element;
            return FilterResult.STOP;
        });
        return found[0];
    }

    private static List<Element> entries(Document document) {
        List<Element> found = new ArrayList<>();
        document.filter((node, depth) -> {
            if (node instanceof Element element && isEntry(element)) found.add(element);
            return FilterResult.CONTINUE;
        });
        return found;
    }

    /** What an entry quotes is none; but one that was never closed has the next one as its child. */
    private static boolean isEntry(Element element) {
        if (!ENTRIES.contains(XmlElement.name(element))) return false;
        for (Element up = element.parent(); up != null; up = up.parent())
            if (ENTRIES.contains(XmlElement.name(up)))
                return up.equals(element.parent()) && up.tagName().equals(element.tagName());
        return true;
    }
}
