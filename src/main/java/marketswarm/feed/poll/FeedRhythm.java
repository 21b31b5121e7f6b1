package marketswarm.feed.poll;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a feed lives, as its hash keeps it beside its state: when it changed, what it says about coming again, and whether
 * it keeps saying that it has moved.
 *
 * @param changedMs when it last brought something, or was first read; 0 before that
 * @param readMs when its entries were last looked through
 * @param movedTo where it says it has moved for good
 * @param movedSeen how often in a row it said so
 * @param pushedUntilMs until when a hub brings its news; 0: no hub does. Not written here, but where hubs answer
 */
public record FeedRhythm(
        long changedMs,
        long readMs,
        FeedHints hints,
        @Nullable String movedTo,
        int movedSeen,
        long pushedUntilMs) {

    /** A permanent redirect that comes so often in a row is meant. */
    static final int MOVED_FOR_GOOD = 5;

    static final FeedRhythm UNKNOWN = new FeedRhythm(0, 0, FeedHints.NONE, null, 0, 0);

    public static FeedRhythm of(Map<String, String> fields) {
        String moved = fields.getOrDefault("moved_to", "");
        return new FeedRhythm(
                number(fields, "changed_ms"),
                number(fields, "read_ms"),
                FeedHints.parse(fields.getOrDefault("hints", "")),
                moved.isEmpty() ? null : moved,
                (int) number(fields, "moved_seen"),
                number(fields, "pushed_until_ms"));
    }

    public Map<String, String> toFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("changed_ms", Long.toString(changedMs));
        fields.put("read_ms", Long.toString(readMs));
        fields.put("hints", hints.text());
        fields.put("moved_to", movedTo == null ? "" : movedTo);
        fields.put("moved_seen", Integer.toString(movedSeen));
        return fields;
    }

    /** Its entries were looked through. */
    public FeedRhythm read(FeedHints newHints, long nowMs) {
        return new FeedRhythm(changedMs == 0 ? nowMs : changedMs, nowMs, newHints, movedTo, movedSeen, pushedUntilMs);
    }

    /** It brought something. */
    public FeedRhythm changed(long nowMs) {
        return new FeedRhythm(nowMs, readMs, hints, movedTo, movedSeen, pushedUntilMs);
    }

    /** It answered from there, having said that it has moved; null: from where it was asked. */
    public FeedRhythm moved(@Nullable String to) {
        if (to == null) return new FeedRhythm(changedMs, readMs, hints, null, 0, pushedUntilMs);
        int seen = to.equals(movedTo) ? Math.min(movedSeen + 1, MOVED_FOR_GOOD) : 1;
        return new FeedRhythm(changedMs, readMs, hints, to, seen, pushedUntilMs);
    }

    boolean hasMovedForGood() {
        return movedTo != null && movedSeen >= MOVED_FOR_GOOD;
    }

    /** How long it has been without news; 0 before it was first read. */
    long quietMs(long nowMs) {
        return changedMs == 0 ? 0 : Math.max(0, nowMs - changedMs);
    }

    public boolean isPushed(long nowMs) {
        return pushedUntilMs > nowMs;
    }

    private static long number(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }
}
