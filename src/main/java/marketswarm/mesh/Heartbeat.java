package marketswarm.mesh;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * One service's sign of life: {@code svc:hb:<service>} as the requirements have it, the details of this instance beside
 * it, and a record for {@code log:heartbeats:stream}. Both keys expire after three intervals.
 */
public final class Heartbeat {

    private static final int INTERVALS_TO_EXPIRY = 3;
    private static final long SLACK_MS = 500;

    private final UnifiedJedis system;
    private final String service;
    private final String instance;
    private final IntSupplier seconds;
    private final Supplier<Map<String, String>> details;
    private final Clock clock;
    private final long startedMs;
    private long beatMs;

    /**
     * @param seconds truth's cadence of this service, asked at every beat
     * @param details what the instance says of itself: truth version and hash, progress counters, last error
     */
    public Heartbeat(
            UnifiedJedis system,
            String service,
            String instance,
            IntSupplier seconds,
            Supplier<Map<String, String>> details,
            Clock clock) {
        this.system = system;
        this.service = service;
        this.instance = instance;
        this.seconds = seconds;
        this.details = details;
        this.clock = clock;
        this.startedMs = clock.millis();
    }

    /** Whether an interval has passed since the last beat; half a second early is on time. */
    boolean due() {
        return clock.millis() - beatMs >= seconds.getAsInt() * 1_000L - SLACK_MS;
    }

    /** Writes the keys and returns the fields of the log record. */
    public Map<String, String> beat() {
        long now = clock.millis();
        beatMs = now;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", "running");
        fields.put("started_ms", String.valueOf(startedMs));
        fields.put("beat_ms", String.valueOf(now));
        fields.put("interval_sec", String.valueOf(seconds.getAsInt()));
        fields.putAll(details.get());
        int expiry = seconds.getAsInt() * INTERVALS_TO_EXPIRY;
        String detailKey = Keys.HEARTBEAT_DETAIL.of(service, instance);
        try (var transaction = system.multi()) {
            transaction.set(
                    Keys.HEARTBEAT.of(service),
                    String.valueOf(now / 1000),
                    SetParams.setParams().ex(expiry));
            transaction.del(detailKey); // what is no longer said shall not stay
            transaction.hset(detailKey, fields);
            transaction.expire(detailKey, expiry);
            transaction.exec();
        }
        return LogRecord.of(now, service, instance, "INFO", "heartbeat", "beat", fields);
    }
}
