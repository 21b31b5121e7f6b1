package marketswarm.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamEntry;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Analyses in Redis. The result, its place in the index, its event and the acknowledgement of the work unit change in
 * one atomic step; so do a failure's retry or dead letter and its acknowledgement.
 */
public final class AnalysisStore {

    /** KEYS analysis, index, events, queue; ARGV uid, document, TTL s, score, events kept, group, entry id, then the event. */
    private static final String KEEP = """
            local kept = redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3], 'NX')
            if kept then
              redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
              redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', unpack(ARGV, 8))
            end
            redis.call('XACK', KEYS[4], ARGV[6], ARGV[7])
            return kept and 1 or 0
            """;

    private final UnifiedJedis redis;
    private final Supplier<Retention> retention;

    /** What bounds the keys written here. */
    public record Retention(Duration timeToLive, long events, long dead) {}

    public AnalysisStore(UnifiedJedis redis, Supplier<Retention> retention) {
        this.redis = redis;
        this.retention = retention;
    }

    /** The analysis of an item, when there is one. */
    public Optional<Analysis> find(String uid) {
        return Optional.ofNullable(redis.get(Keys.ANALYSIS.of(uid))).map(AnalysisJson::read);
    }

    /**
     * Keeps the result of one work unit and acknowledges it. When another was faster, because this one was thought dead,
     * its result stays and nobody hears of this one.
     *
     * @return whether it was kept
     */
    public boolean save(StreamEntry work, NewsItem item, Analysis analysis) {
        Retention bounds = retention.get();
        List<String> keys = List.of(
                Keys.ANALYSIS.of(analysis.uid()),
                Keys.ANALYSIS_INDEX.key(),
                Keys.ANALYSIS_EVENTS.key(),
                Keys.QUEUE.key());
        List<String> args = new ArrayList<>(List.of(
                analysis.uid(),
                AnalysisJson.write(analysis),
                String.valueOf(bounds.timeToLive().toSeconds()),
                String.valueOf(item.publishedMs() / 1000),
                String.valueOf(bounds.events()),
                Keys.VEXY_GROUP,
                String.valueOf(work.id())));
        event(item, analysis).forEach((name, value) -> {
            args.add(name);
            args.add(value);
        });
        return Long.valueOf(1).equals(redis.eval(KEEP, keys, args));
    }

    /** The text was another one then. */
    public void forget(String uid) {
        redis.del(Keys.ANALYSIS.of(uid));
    }

    /** Nothing to do: the item is analyzed already, or has expired. */
    public void acknowledge(StreamEntry work) {
        redis.xack(Keys.QUEUE.key(), Keys.VEXY_GROUP, id(work));
    }

    /** Puts a failed work unit aside until it is due; attempts counts the calls made so far. */
    public void retry(StreamEntry work, int attempts, long dueMs) {
        Map<String, String> again = new LinkedHashMap<>(work.fields());
        again.put("attempts", String.valueOf(attempts));
        try (var transaction = redis.multi()) {
            transaction.zadd(Keys.RETRY.key(), (double) dueMs, Json.write(again));
            transaction.xack(Keys.QUEUE.key(), Keys.VEXY_GROUP, id(work));
            transaction.exec();
        }
    }

    /** Gives a work unit up, with its cause, its attempts and what it was. */
    public void bury(StreamEntry work, int attempts, String cause, long nowMs) {
        Map<String, String> dead = new LinkedHashMap<>(work.fields());
        dead.put("original_id", String.valueOf(work.id()));
        dead.put("attempts", String.valueOf(attempts));
        dead.put("cause", cause);
        dead.put("dead_ms", String.valueOf(nowMs));
        try (var transaction = redis.multi()) {
            transaction.xadd(Keys.DEAD.key(), limited(retention.get().dead()), dead);
            transaction.xack(Keys.QUEUE.key(), Keys.VEXY_GROUP, id(work));
            transaction.exec();
        }
    }

    /** Drops index entries whose analysis has expired, a part of the index at a time; returns the next cursor. */
    public String sweep(String cursor) {
        var page = redis.zscan(Keys.ANALYSIS_INDEX.key(), cursor);
        List<String> expired = page.getResult().stream()
                .map(Tuple::getElement)
                .filter(uid -> !redis.exists(Keys.ANALYSIS.of(uid)))
                .toList();
        if (!expired.isEmpty()) redis.zrem(Keys.ANALYSIS_INDEX.key(), expired.toArray(String[]::new));
        return page.getCursor();
    }

    private static Map<String, String> event(NewsItem item, Analysis analysis) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("uid", analysis.uid());
        event.put(
                "tickers",
                String.join(
                        ",",
                        analysis.tickers().stream()
                                .map(Analysis.TickerView::symbol)
                                .toList()));
        event.put("sentiment", analysis.sentiment().label());
        event.put("score", String.valueOf(analysis.sentiment().score()));
        event.put("impact", analysis.impact());
        event.put("category", item.category());
        event.put("published_ms", String.valueOf(item.publishedMs()));
        return event;
    }

    private static XAddParams limited(long entries) {
        return XAddParams.xAddParams()
                .id(StreamEntryID.NEW_ENTRY)
                .maxLen(entries)
                .approximateTrimming();
    }

    private static StreamEntryID id(StreamEntry work) {
        return new StreamEntryID(work.id());
    }
}
