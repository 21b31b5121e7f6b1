package marketswarm.admin;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The streams of one line of the catalogue.
 *
 * @param streams how many there are
 * @param entries in all of them
 * @param longest of one of them
 * @param newestMs age of the newest entry
 */
record StreamLook(
        Keys line,
        int streams,
        long entries,
        long longest,
        @Nullable Long newestMs) {

    private record Asked(Response<Long> length, Response<List<StreamEntry>> newest) {}

    /** All streams that are on a server. */
    static List<StreamLook> all(UnifiedJedis redis, Keys.Bus bus, Clock clock) {
        return Arrays.stream(Keys.values())
                .filter(line -> line.bus() == bus && line.type().equals("stream"))
                .map(line -> of(line, redis, clock))
                .filter(look -> look.streams > 0)
                .toList();
    }

    private static StreamLook of(Keys line, UnifiedJedis redis, Clock clock) {
        List<String> keys = line.pattern().contains("<") ? Scan.keys(redis, line.glob()) : List.of(line.key());
        List<Asked> replies = new ArrayList<>();
        try (var pipeline = redis.pipelined()) {
            for (String key : keys)
                replies.add(new Asked(
                        pipeline.xlen(key),
                        pipeline.xrevrange(key, StreamEntryID.MAXIMUM_ID, StreamEntryID.MINIMUM_ID, 1)));
            pipeline.sync();
        }
        int streams = 0;
        long entries = 0;
        long longest = 0;
        long newest = -1;
        for (Asked asked : replies) {
            long length = length(asked);
            if (length == 0) continue;
            streams++;
            entries += length;
            longest = Math.max(longest, length);
            for (StreamEntry entry : asked.newest().get())
                newest = Math.max(newest, entry.getID().getTime());
        }
        Long age = newest < 0 ? null : Math.max(0, clock.millis() - newest);
        return new StreamLook(line, streams, entries, longest, age);
    }

    private static long length(Asked asked) {
        try {
            return asked.length().get();
        } catch (JedisDataException ofAnotherType) {
            return 0;
        }
    }
}
