package marketswarm.feed.poll;

import java.util.LinkedHashMap;
import java.util.Map;
import marketswarm.feed.read.ParsedFeed;
import marketswarm.redis.Keys;
import marketswarm.redis.Sha1;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a feed between polls: the hash {@code rss:feed:<hash>}.
 *
 * @param address where the feed is, when {@code url} turned out to be a page that names it
 * @param etag validator of the newest answer, sent back as If-None-Match
 * @param lastModified likewise, as If-Modified-Since; both as received
 * @param status HTTP status of the last poll; 0 before the first one and when there was no answer
 * @param error one line on what failed last; absent after a success
 * @param errorStreak failed polls in a row
 * @param polledMs when it was polled last, epoch milliseconds; 0 before the first poll
 * @param nextMs when it is due next, epoch milliseconds
 * @param items entries in the newest feed that was read
 * @param newItems items that this feed was the first to bring, since it is known
 */
public record FeedState(
        String url,
        String category,
        @Nullable String address,
        @Nullable String title,
        @Nullable String etag,
        @Nullable String lastModified,
        int status,
        @Nullable String error,
        int errorStreak,
        long polledMs,
        long nextMs,
        long items,
        long newItems) {

    /** A feed that was never polled. */
    public static FeedState fresh(String url, String category) {
        return new FeedState(url, category, null, null, null, null, 0, null, 0, 0, 0, 0, 0);
    }

    /** The key of a feed's hash. */
    public static String key(String url) {
        return Keys.FEED.of(Sha1.hex(url));
    }

    /**
     * Unknown fields are ignored; numbers that are absent or unreadable are 0.
     *
     * @throws IllegalArgumentException when {@code url} or {@code category} is missing
     */
    public static FeedState of(Map<String, String> fields) {
        return new FeedState(
                needed(fields, "url"),
                needed(fields, "category"),
                text(fields, "address"),
                text(fields, "title"),
                text(fields, "etag"),
                text(fields, "last_modified"),
                (int) number(fields, "status"),
                text(fields, "error"),
                (int) number(fields, "error_streak"),
                number(fields, "polled_ms"),
                number(fields, "next_ms"),
                number(fields, "items"),
                number(fields, "new_items"));
    }

    /** Every field, absent ones empty, so that HSET also overwrites what no longer holds. */
    public Map<String, String> toFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("category", category);
        fields.put("address", orEmpty(address));
        fields.put("title", orEmpty(title));
        fields.put("etag", orEmpty(etag));
        fields.put("last_modified", orEmpty(lastModified));
        fields.put("status", Integer.toString(status));
        fields.put("error", orEmpty(error));
        fields.put("error_streak", Integer.toString(errorStreak));
        fields.put("polled_ms", Long.toString(polledMs));
        fields.put("next_ms", Long.toString(nextMs));
        fields.put("items", Long.toString(items));
        fields.put("new_items", Long.toString(newItems));
        return fields;
    }

    /** After an answer with a feed; its validators replace the old ones, also where it has none. */
    public FeedState read(
            ParsedFeed feed,
            int found,
            @Nullable String newEtag,
            @Nullable String newLastModified,
            long nowMs,
            long dueMs) {
        long entries = feed.items().size() + (long) feed.rejected().size();
        return new FeedState(
                url,
                category,
                address,
                feed.title(),
                newEtag,
                newLastModified,
                200,
                null,
                0,
                nowMs,
                dueMs,
                entries,
                newItems + found);
    }

    /** After 304 Not Modified; a validator that came with it replaces the old one. */
    public FeedState unchanged(@Nullable String newEtag, @Nullable String newLastModified, long nowMs, long dueMs) {
        return new FeedState(
                url,
                category,
                address,
                title,
                newEtag == null ? etag : newEtag,
                newLastModified == null ? lastModified : newLastModified,
                304,
                null,
                0,
                nowMs,
                dueMs,
                items,
                newItems);
    }

    /** After a poll that brought nothing usable; the streak grows, the validators stay. */
    public FeedState failed(int newStatus, String why, long nowMs, long dueMs) {
        return new FeedState(
                url,
                category,
                address,
                title,
                etag,
                lastModified,
                newStatus,
                why,
                errorStreak + 1,
                nowMs,
                dueMs,
                items,
                newItems);
    }

    /** After an answer with a page: its feed is due at once; {@code null} when the feed is no longer where it was found. */
    public FeedState at(@Nullable String newAddress, long nowMs) {
        return new FeedState(
                url,
                category,
                newAddress,
                title,
                null,
                null,
                status,
                error,
                errorStreak,
                nowMs,
                nowMs,
                items,
                newItems);
    }

    private static String needed(Map<String, String> fields, String name) {
        String value = text(fields, name);
        if (value == null) throw new IllegalArgumentException("feed: state without " + name);
        return value;
    }

    private static @Nullable String text(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static long number(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
