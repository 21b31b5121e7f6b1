package marketswarm.redis;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.StreamEntryID;

/**
 * A place in the one total order of all streams of a server: by millisecond, then sequence number, then stream. Because
 * {@link StreamTail} releases entries in that order, one position is a complete cursor over any number of streams. As
 * text {@code 1.<ms>-<seq>.<stream>}: URL-safe, below 64 bytes.
 *
 * @param seq compared without sign, as is {@code stream}
 * @param stream a 64-bit hash of the stream's key
 */
public record Position(long ms, long seq, long stream) implements Comparable<Position> {

    private static final Pattern TEXT = Pattern.compile("1\\.(\\d{1,18})-(\\d{1,19})\\.([0-9a-z]{1,13})");
    private static final Pattern ID = Pattern.compile("(\\d{1,18})-(\\d{1,19})");
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::ms)
            .thenComparing(Position::seq, Long::compareUnsigned)
            .thenComparing(Position::stream, Long::compareUnsigned);
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int BASE = 36;

    /** The last place before a millisecond: everything older lies at or before it, nothing newer does. */
    public static Position before(long ms) {
        return new Position(ms - 1, Long.MAX_VALUE, -1L);
    }

    /** The place of an entry that has been read. */
    public static Position of(StreamEntry entry) {
        if (entry.id() == null) throw new IllegalArgumentException(entry.key() + ": an entry without id has no place");
        return of(entry.key(), entry.id())
                .orElseThrow(() -> new IllegalArgumentException(entry.key() + ": " + entry.id() + " is not an id"));
    }

    /** The place of {@code <ms>-<seq>} in a stream; empty when the text is no such id. */
    public static Optional<Position> of(String key, String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) return Optional.empty();
        return number(matcher.group(2)).map(seq -> new Position(Long.parseLong(matcher.group(1)), seq, hash(key)));
    }

    /** What {@link #toString} wrote; empty for anything else. */
    public static Optional<Position> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        try {
            long stream = Long.parseUnsignedLong(matcher.group(3), BASE);
            return number(matcher.group(2)).map(seq -> new Position(Long.parseLong(matcher.group(1)), seq, stream));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String digits) {
        try {
            return Optional.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** The greatest id of that stream that lies at or before this place: read on from there, exclusively. */
    public StreamEntryID lastIn(String key) {
        if (Long.compareUnsigned(hash(key), stream) <= 0) return new StreamEntryID(ms, seq);
        if (seq > 0) return new StreamEntryID(ms, seq - 1);
        return ms > 0 ? new StreamEntryID(ms - 1, Long.MAX_VALUE) : new StreamEntryID(0, 0);
    }

    public boolean covers(Position other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "1." + ms + "-" + seq + "." + Long.toUnsignedString(stream, BASE);
    }

    /** FNV-1a; equal ids in two streams of equal hash would share a place, which 64 bits rule out in practice. */
    private static long hash(String key) {
        long hash = FNV_OFFSET;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        return hash;
    }
}
