package marketswarm.feed.read;

import java.util.ArrayList;
import java.util.List;
import marketswarm.domain.NewsItem;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF and JSON Feed 1.x, well-formed or not. Never touches the network or
 * a file. Safe to share between threads.
 */
public final class FeedReader {

    /** The newest stand first; what follows so many is history. */
    static final int ENTRIES_MAX = 5_000;

    private static final List<FeedFormat> FORMATS = List.of(new JsonFeed(), new XmlFeed());

    /**
     * @param body as received, after decompression; the caller bounds its size
     * @param contentType the HTTP header, for its charset
     * @param feedUrl absolute; relative links are resolved against the feed's own link, else against this
     * @param fetchedMs epoch milliseconds; stands in for a date that is missing or cannot be right
     * @throws NotAFeed when there is no feed in the body
     */
    public ParsedFeed read(byte[] body, @Nullable String contentType, String feedUrl, String category, long fetchedMs) {
        String text = Characters.decode(body, contentType).strip();
        if (text.isEmpty()) throw new NotAFeed(feedUrl, "nothing");
        Channel channel = FORMATS.stream()
                .filter(format -> format.claims(text))
                .findFirst()
                .orElseThrow(() -> new NotAFeed(feedUrl, "plain text"))
                .read(text, feedUrl);
        return items(channel, new Items(channel, feedUrl, category, fetchedMs));
    }

    private static ParsedFeed items(Channel channel, Items items) {
        List<NewsItem> usable = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        if (channel.entries().size() > ENTRIES_MAX)
            rejected.add(new Rejected("more than " + ENTRIES_MAX + " entries, of which the first are read", ""));
        for (Entry entry : channel.entries()
                .subList(0, Math.min(ENTRIES_MAX, channel.entries().size()))) {
            if (Items.saysSomething(entry)) usable.add(items.item(entry));
            else rejected.add(new Rejected("no title, link, guid, text, date, author, tag or image", entry.excerpt()));
        }
        return new ParsedFeed(items.feedTitle(), usable, rejected);
    }
}
