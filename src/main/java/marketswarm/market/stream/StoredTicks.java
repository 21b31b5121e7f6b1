package marketswarm.market.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import marketswarm.market.HashText;
import marketswarm.market.Identity;
import marketswarm.market.Shard;
import marketswarm.market.Symbols;
import marketswarm.redis.Keys;
import marketswarm.truth.Settings.Massive;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/**
 * What the tick streams hold already. They are their own high-water mark: it is always consistent with what was written
 * and costs nothing a tick.
 */
public final class StoredTicks {

    private static final int NEWEST = 8;
    private static final int PAGE = 1_000;
    private static final int PAGES_LOOKED_INTO = 50;
    private static final int SYMBOLS_LOOKED_INTO = 5;
    private static final int SYMBOLS_PER_BATCH = 500;
    private static final long EARLIEST_DELAY_MS = -Duration.ofMinutes(1).toMillis();
    public static final long LATEST_DELAY_MS = Duration.ofMinutes(20).toMillis();

    private final UnifiedJedis redis;
    private final Map<String, Mark> ends = new ConcurrentHashMap<>();

    /**
     * How far a cluster was read.
     *
     * @param receivedMs when its newest tick was read, our clock
     * @param delayMs how far the vendor's stamps were behind our clock then
     */
    public record Mark(long receivedMs, long delayMs) {

        /** Where our clock is ahead by more than any delay, the vendor's counts: the end is where its newest stamp is. */
        public static Mark of(long receivedMs, long delayMs) {
            long ahead = Math.max(0, delayMs - LATEST_DELAY_MS);
            return new Mark(receivedMs - ahead, Math.max(delayMs - ahead, EARLIEST_DELAY_MS));
        }
    }

    public StoredTicks(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * Takes note of where the streams of a cluster, or a part of it, end. To be called before what an earlier process has left on disk
     * is written: what that process had in memory only is older than that, and would be no gap afterwards.
     */
    public void noteEnds(Shard shard, Massive truth, long nowMs) {
        shard.part(truth).clusters().forEach((cluster, wanted) -> {
            List<String> symbols = wanted.symbols().contains("*") ? symbols(Symbols.market(cluster)) : wanted.symbols();
            mark(symbols, nowMs).ifPresent(mark -> ends.put(shard.label(cluster), mark));
        });
    }

    /** Nothing was left on disk. */
    public void forgetEnds() {
        ends.clear();
    }

    /** What {@link #noteEnds} has noted, once. */
    public Optional<Mark> notedEnd(String cluster) {
        return Optional.ofNullable(ends.remove(cluster));
    }

    /**
     * How far these symbols were read until {@code beforeMs}; empty when no stream holds anything of them. Where all of it
     * was read later than that, one clock is wrong, and the vendor's newest stamp is what is known.
     */
    public Optional<Mark> mark(Collection<String> symbols, long beforeMs) {
        long received = 0;
        long delay = LATEST_DELAY_MS;
        long stamp = 0;
        for (List<StreamEntry> newest : newest(List.copyOf(symbols))) {
            for (StreamEntry entry : newest) {
                stamp = Math.max(stamp, HashText.whole(entry.getFields().get("ts_ms")));
                long readMs = receivedMs(entry);
                if (readMs > beforeMs) continue;
                received = Math.max(received, readMs);
                delay = Math.min(delay, delay(entry));
            }
        }
        if (received == 0) return stamp == 0 ? Optional.empty() : Optional.of(Mark.of(stamp, 0));
        if (delay == LATEST_DELAY_MS) delay = delayFurtherBack(symbols);
        return Optional.of(Mark.of(received, received - stamp > LATEST_DELAY_MS ? received - stamp : delay));
    }

    /** The newest entries may all have come from REST, after a gap was filled: then a live one is looked for. */
    private long delayFurtherBack(Collection<String> symbols) {
        long delay = LATEST_DELAY_MS;
        for (String symbol : symbols.stream().limit(SYMBOLS_LOOKED_INTO).toList()) {
            String end = "+";
            for (int i = 0; i < PAGES_LOOKED_INTO && delay == LATEST_DELAY_MS; i++) {
                List<StreamEntry> page = redis.xrevrange(TickEntries.key(symbol), end, "-", PAGE);
                for (StreamEntry entry : page) delay = Math.min(delay, delay(entry));
                if (page.size() < PAGE) break;
                end = "(" + page.get(PAGE - 1).getID();
            }
        }
        return delay;
    }

    private static long receivedMs(StreamEntry entry) {
        return HashText.whole(entry.getFields().get("received_ms"));
    }

    /** Of what came over a socket; of the rest nothing is known. */
    private static long delay(StreamEntry entry) {
        String origin = entry.getFields().getOrDefault("origin", "sim");
        if (!origin.equals("sim")) return LATEST_DELAY_MS;
        return receivedMs(entry) - HashText.whole(entry.getFields().get("ts_ms"));
    }

    /** Every symbol that has ever been written and belongs to the market. */
    public List<String> symbols(String market) {
        return redis.smembers(Keys.SYMBOLS.key()).stream()
                .filter(symbol -> Symbols.belongs(symbol, market))
                .sorted()
                .toList();
    }

    /**
     * The identities of the symbol's ticks that were read from {@code fromMs} on and before {@code untilMs}, our clock. It
     * may have been wrong when they were: one that is not known to be of afterwards was read before, and none is the last
     * to look at before its stamp says so as well.
     *
     * @param afterwards whether a tick of that identity has been read or given since {@code untilMs}
     */
    public Sightings between(String symbol, long fromMs, long untilMs, LongPredicate afterwards) {
        var sightings = new Sightings();
        String end = "+";
        while (true) {
            List<StreamEntry> page = redis.xrevrange(TickEntries.key(symbol), end, "-", PAGE);
            for (StreamEntry entry : page) {
                long readMs = HashText.whole(entry.getFields().get("received_ms"));
                if (readMs < fromMs && HashText.whole(entry.getFields().get("ts_ms")) < fromMs) return sightings;
                identity(symbol, entry.getFields())
                        .filter(identity -> readMs < untilMs || !afterwards.test(identity))
                        .ifPresent(sightings::add);
            }
            if (page.size() < PAGE) return sightings;
            end = "(" + page.get(PAGE - 1).getID();
        }
    }

    private static Optional<Long> identity(String symbol, Map<String, String> fields) {
        return EntryReader.tick(symbol, fields).map(Identity::of);
    }

    private List<List<StreamEntry>> newest(List<String> symbols) {
        var newest = new ArrayList<List<StreamEntry>>();
        for (int from = 0; from < symbols.size(); from += SYMBOLS_PER_BATCH) {
            List<String> some = symbols.subList(from, Math.min(symbols.size(), from + SYMBOLS_PER_BATCH));
            List<Response<List<StreamEntry>>> replies = new ArrayList<>(some.size());
            try (var pipeline = redis.pipelined()) {
                for (String symbol : some)
                    replies.add(pipeline.xrevrange(
                            TickEntries.key(symbol), (StreamEntryID) null, (StreamEntryID) null, NEWEST));
                pipeline.sync();
            }
            replies.forEach(reply -> newest.add(reply.get()));
        }
        return newest;
    }
}
