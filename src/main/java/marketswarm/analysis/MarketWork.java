package marketswarm.analysis;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.WorkUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * Sharp events of the market as work units for the analyst: each once, and no more in an hour than truth allows, however
 * many instances follow the events. No feed has published them, so a unit brings its own item along.
 */
public final class MarketWork {

    private static final Logger LOG = LoggerFactory.getLogger(MarketWork.class);
    private static final long HOUR_MS = 3_600_000;

    /** KEYS events of the hour; ARGV uid, most of them. One that is known is let through again: it may have been lost since. */
    private static final String ADMIT = """
            if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 then
              if redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
              redis.call('SADD', KEYS[1], ARGV[1])
              redis.call('EXPIRE', KEYS[1], 7200)
            end
            return 1
            """;

    private final UnifiedJedis redis;
    private final Supplier<Terms> terms;
    private final Clock clock;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();

    /**
     * What truth says of it.
     *
     * @param types of the events that are analyzed
     * @param tooOld age from which an event is history
     */
    public record Terms(List<String> types, int maxPerHour, Duration tooOld) {

        public Terms {
            types = List.copyOf(types);
        }
    }

    /** @param terms asked once an event */
    public MarketWork(UnifiedJedis redis, Supplier<Terms> terms, Clock clock) {
        this.redis = redis;
        this.terms = terms;
        this.clock = clock;
    }

    /** @return the fields of a work unit; null for an event that is not analyzed */
    public @Nullable Map<String, String> unit(StreamEntry event) {
        Terms now = terms.get();
        String type = event.field("type");
        long atMs = Long.parseLong(event.field("ts_ms"));
        if (!now.types().contains(type)) return null;
        String uid = Fingerprint.uid(event.key(), String.valueOf(event.id()));
        if (clock.millis() - atMs > now.tooOld().toMillis() || !admitted(uid, atMs, now)) {
            if (passedOver.getAndIncrement() == 0)
                LOG.info("analysis: market event passed over, too old or too many in its hour type={}", type);
            return null;
        }
        queued.incrementAndGet();
        return unit(item(uid, event, atMs));
    }

    private boolean admitted(String uid, long atMs, Terms now) {
        String hour = Keys.MARKET_WORK.of(String.valueOf(atMs / HOUR_MS));
        return Long.valueOf(1).equals(redis.eval(ADMIT, List.of(hour), List.of(uid, String.valueOf(now.maxPerHour()))));
    }

    private static Map<String, String> unit(NewsItem item) {
        Map<String, String> unit = WorkUnit.of(item);
        unit.put("item", Json.write(item));
        return unit;
    }

    private NewsItem item(String uid, StreamEntry event, long atMs) {
        String symbol = event.field("symbol");
        String type = event.field("type");
        String told = symbol + ": " + event.fields().getOrDefault("message", type);
        return new NewsItem(
                uid,
                "",
                told,
                told + ". Market event " + type + " " + event.fields().getOrDefault("data", ""),
                null,
                null,
                "market",
                "",
                "Market events",
                "market",
                List.of(type),
                null,
                "en",
                atMs,
                null,
                clock.millis(),
                false,
                List.of(symbol),
                uid);
    }

    /** The item that a work unit brings along; empty for news, whose items stand in Redis. */
    static Optional<NewsItem> itemOf(StreamEntry unit) {
        return Optional.ofNullable(unit.fields().get("item")).map(json -> Json.read(json, NewsItem.class));
    }

    /** For the heartbeat; nothing while no event has come. */
    public Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>();
        if (queued.get() > 0) progress.put("market_events_queued", queued.toString());
        if (passedOver.get() > 0) progress.put("market_events_passed_over", passedOver.toString());
        return progress;
    }
}
