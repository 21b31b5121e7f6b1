package marketswarm.feed;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import marketswarm.feed.poll.FeedState;
import marketswarm.redis.Keys;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** Where what cannot be used is kept with its reason, for a person to look at. */
final class Quarantine {

    private static final int EXCERPT = 500;

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final UnaryOperator<String> redact;
    private final Clock clock;
    private final AtomicLong kept = new AtomicLong();

    /** @param redact for what a site answers: it may repeat what it was told */
    Quarantine(UnifiedJedis redis, Supplier<RssAgg> settings, UnaryOperator<String> redact, Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.redact = redact;
        this.clock = clock;
    }

    void keep(FeedState state, @Nullable String reason, String excerpt) {
        var params = XAddParams.xAddParams()
                .id(StreamEntryID.NEW_ENTRY)
                .maxLen(settings.get().retention().quarantineMaxlen())
                .approximateTrimming();
        redis.xadd(
                Keys.QUARANTINE.key(),
                params,
                Map.of(
                        "feed_url", state.url(),
                        "category", state.category(),
                        "reason", redact.apply(String.valueOf(reason)),
                        "excerpt", redact.apply(excerpt.substring(0, Math.min(EXCERPT, excerpt.length()))),
                        "ts_ms", String.valueOf(clock.millis())));
        kept.incrementAndGet();
    }

    /** Since the start, by this instance. */
    long kept() {
        return kept.get();
    }
}
