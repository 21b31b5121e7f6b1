package marketswarm.market.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import marketswarm.domain.Tick;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** What of a batch has arrived although nobody said so: its entries are the newest of their streams, in their order. */
final class ClusterTail {

    /** How far back a stream that is gone altogether is asked for. */
    private static final long EMPTIED_MS = 60_000;

    private ClusterTail() {}

    /** The id of each tick's entry, null where no stream has it; they must be of one writer and its newest batch. */
    static List<@Nullable String> ids(UnifiedJedis redis, List<Tick> ticks) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        for (Tick tick : ticks) wanted.merge(TickEntries.key(tick.symbol()), 1, Integer::sum);
        Map<String, Iterator<StreamEntry>> arrived = new LinkedHashMap<>();
        ends(redis, wanted)
                .forEach((key, end) ->
                        arrived.put(key, arrived(end, of(key, ticks)).iterator()));
        List<@Nullable String> ids = new ArrayList<>(ticks.size());
        for (Tick tick : ticks) {
            Iterator<StreamEntry> there = arrived.get(TickEntries.key(tick.symbol()));
            ids.add(there != null && there.hasNext() ? there.next().getID().toString() : null);
        }
        return ids;
    }

    /**
     * Whether streams end before where they ended, and since when that is so, by the ids of what is left: epoch
     * milliseconds of the server's clock.
     *
     * @param ends the ids that were given last, by stream
     */
    static OptionalLong shortened(UnifiedJedis redis, Map<String, StreamEntryID> ends) {
        Map<String, Integer> one = new LinkedHashMap<>();
        ends.keySet().forEach(key -> one.put(key, 1));
        long since = Long.MAX_VALUE;
        for (var left : ends(redis, one).entrySet()) {
            StreamEntryID before = Objects.requireNonNull(ends.get(left.getKey()));
            StreamEntryID now = left.getValue().isEmpty()
                    ? new StreamEntryID(before.getTime() - EMPTIED_MS, 0)
                    : left.getValue().get(0).getID();
            if (now.compareTo(before) < 0) since = Math.min(since, now.getTime());
        }
        return since == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(since);
    }

    private static List<Tick> of(String key, List<Tick> ticks) {
        return ticks.stream()
                .filter(tick -> TickEntries.key(tick.symbol()).equals(key))
                .toList();
    }

    /** What of the batch a stream has: the largest number of first ones that are its newest entries, in their order. */
    private static List<StreamEntry> arrived(List<StreamEntry> newestFirst, List<Tick> batch) {
        for (int count = Math.min(newestFirst.size(), batch.size()); count > 0; count--) {
            int i = 0;
            while (i < count && same(newestFirst.get(count - 1 - i), batch.get(i))) i++;
            if (i == count) return reversed(newestFirst.subList(0, count));
        }
        return List.of();
    }

    private static List<StreamEntry> reversed(List<StreamEntry> entries) {
        var reversed = new ArrayList<>(entries);
        Collections.reverse(reversed);
        return reversed;
    }

    private static boolean same(StreamEntry entry, Tick tick) {
        var fields = new LinkedHashMap<>(entry.getFields());
        fields.remove("origin");
        return fields.equals(TickEntries.of(tick, TickEntries.LIVE).fields());
    }

    private static Map<String, List<StreamEntry>> ends(UnifiedJedis redis, Map<String, Integer> wanted) {
        Map<String, Response<List<StreamEntry>>> replies = new LinkedHashMap<>();
        try (var pipeline = redis.pipelined()) {
            wanted.forEach((key, count) ->
                    replies.put(key, pipeline.xrevrange(key, (StreamEntryID) null, (StreamEntryID) null, count)));
            pipeline.sync();
        }
        Map<String, List<StreamEntry>> ends = new LinkedHashMap<>();
        replies.forEach((key, reply) -> ends.put(key, reply.get()));
        return ends;
    }
}
