package marketswarm.analysis;

import java.time.Duration;
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
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Analyses in Redis. The result, its place in the index, its event and the acknowledgement of the work unit change in
 * one transaction; so do a failure's retry or dead letter and its acknowledgement.
 */
public final class AnalysisStore {

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

    /** Writes the result of one work unit and acknowledges it. */
    public void save(StreamEntry work, NewsItem item, Analysis analysis) {
        Retention bounds = retention.get();
        try (var transaction = redis.multi()) {
            transaction.set(
                    Keys.ANALYSIS.of(analysis.uid()),
                    AnalysisJson.write(analysis),
                    SetParams.setParams().ex(bounds.timeToLive().toSeconds()));
            transaction.zadd(Keys.ANALYSIS_INDEX.key(), item.publishedMs() / 1000.0, analysis.uid());
            transaction.xadd(Keys.ANALYSIS_EVENTS.key(), limited(bounds.events()), event(item, analysis));
            transaction.xack(Keys.QUEUE.key(), Keys.VEXY_GROUP, id(work));
            transaction.exec();
        }
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
