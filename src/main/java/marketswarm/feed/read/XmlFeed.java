package marketswarm.feed.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RSS, RDF, Atom and CDF, read by local names from a tree of elements: a strict parser's where it can, else a forgiving
 * one's.
 *
 * <p>ROME is left out on purpose: of feedparser's 2,098 files it reads 1,991 where this reads all but the empty one, and
 * its dates are silently wrong (fractions, overflows), so that links, ids and dates would have to be read here anyway.
 */
final class XmlFeed implements FeedFormat {

    private static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel", "entry");
    private static final Set<String> ENTRIES = Set.of("item", "entry");
    private static final Set<String> PAGES = Set.of("html", "head", "body");

    @Override
    public boolean claims(String text) {
        return text.indexOf('<') >= 0;
    }

    @Override
    public Channel read(String text, String feedUrl) {
        String xml = Prolog.withoutDoctype(text);
        XmlElement strictly = StrictXml.read(xml);
        return channel(strictly == null ? ForgivingXml.read(xml) : strictly, feedUrl);
    }

    /** @param document what stands above the root */
    static Channel channel(XmlElement document, String feedUrl) {
        if (document.elements().isEmpty()) throw new NotAFeed(feedUrl, "text without elements");
        XmlElement first = document.elements().get(0);
        if (PAGES.contains(first.name())) throw new NotAFeed(feedUrl, "an HTML page");
        XmlElement root = find(document, ROOTS);
        List<XmlElement> entries = new ArrayList<>();
        collect(document, null, entries);
        if (root == null && entries.isEmpty())
            throw new NotAFeed(feedUrl, "XML of another kind (" + Text.cap(Text.clean(first.tag()), 40) + ")");
        return channel(channelOf(document, root == null ? first : root), entries, feedUrl);
    }

    /** In RSS and RDF the feed's own words stand in channel, in the others in the root. */
    private static XmlElement channelOf(XmlElement document, XmlElement root) {
        XmlElement channel = find(document, Set.of("channel"));
        return channel == null || root.name().equals("feed") ? root : channel;
    }

    private static Channel channel(XmlElement channel, List<XmlElement> entries, String feedUrl) {
        String link = XmlEntry.page(channel, feedUrl);
        String base = link == null ? feedUrl : link;
        String language = channel.first(XmlElement::text, "language");
        return new Channel(
                channel.first(XmlElement::plain, "title"),
                link,
                XmlEntry.author(channel),
                XmlEntry.tag(language == null ? channel.language() : language),
                entries.stream().map(entry -> new XmlEntry(entry, base).read()).toList());
    }

    /** The first of these names, in document order. */
    private static @Nullable XmlElement find(XmlElement in, Set<String> names) {
        if (names.contains(in.name())) return in;
        for (XmlElement element : in.elements()) {
            XmlElement found = find(element, names);
            if (found != null) return found;
        }
        return null;
    }

    /**
     * An entry within an entry is quoted and none of the feed's own; but one that was never closed has the next one as
     * its child.
     */
    private static void collect(XmlElement in, @Nullable XmlElement entry, List<XmlElement> entries) {
        for (XmlElement element : in.elements()) {
            boolean named = ENTRIES.contains(element.name());
            boolean own = entry == null || (entry.equals(in) && entry.tag().equals(element.tag()));
            if (named && own && entries.size() <= FeedReader.ENTRIES_MAX) entries.add(element);
            collect(element, named ? element : entry, entries);
        }
    }
}
