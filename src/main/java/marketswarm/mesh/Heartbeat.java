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
 * it, and a record for {@code log:heartbeats:stream}. It says what work was done and what keeps the service from working,
 * for a thread that beats proves nothing. Both keys expire after three intervals.
 */
public final class Heartbeat {

    private static final int INTERVALS_TO_EXPIRY = 3;
    private static final long SLACK_MS = 500;
    private static final long TROUBLE_PASSES_MS = 10_000;

    private final UnifiedJedis system;
    private final String service;
    private final String instance;
    private final IntSupplier seconds;
    private final Supplier<String> standing;
    private final Supplier<Pulse> pulse;
    private final Clock clock;
    private final long startedMs;
    private long beatMs;
    private String told = "";
    private long done;
    private long workedMs;
    private long troubledSinceMs;

    /**
     * What an instance says of itself.
     *
     * @param ready whether it has started
     * @param details truth version and hash, counters, last error
     */
    public record Pulse(boolean ready, Work work, Map<String, String> details) {}

    /**
     * @param seconds truth's cadence of this service, asked at every beat
     * @param standing what is told as soon as it is another than at the last beat, however long that is ago
     */
    public Heartbeat(
            UnifiedJedis system,
            String service,
            String instance,
            IntSupplier seconds,
            Supplier<String> standing,
            Supplier<Pulse> pulse,
            Clock clock) {
        this.system = system;
        this.service = service;
        this.instance = instance;
        this.seconds = seconds;
        this.standing = standing;
        this.pulse = pulse;
        this.clock = clock;
        this.startedMs = clock.millis();
        this.workedMs = startedMs;
    }

    /**
     * Whether an interval has passed since the last beat, or there is something to tell at once, or the clock was set
     * back; half a second early is on time.
     */
    boolean due() {
        if (!standing.get().equals(told)) return true;
        long now = clock.millis();
        return now < beatMs || now - beatMs >= seconds.getAsInt() * 1_000L - SLACK_MS;
    }

    /** Writes the keys and returns the fields of the log record. */
    public Map<String, String> beat() {
        told = standing.get();
        Pulse now = pulse.get();
        beatMs = clock.millis();
        Map<String, String> fields = common(now.ready() ? Beat.RUNNING : Beat.STARTING);
        fields.putAll(work(now.work()));
        now.details().forEach(fields::putIfAbsent);
        long expiry = expiry();
        String detailKey = Keys.HEARTBEAT_DETAIL.of(service, instance);
        try (var transaction = system.multi()) {
            transaction.set(
                    Keys.HEARTBEAT.of(service),
                    String.valueOf(beatMs / 1000),
                    SetParams.setParams().ex(expiry));
            transaction.del(detailKey); // what is no longer said shall not stay
            transaction.hset(detailKey, fields);
            transaction.expire(detailKey, expiry);
            transaction.exec();
        }
        return LogRecord.of(beatMs, service, instance, "INFO", "heartbeat", "beat", fields);
    }

    /** The last one: this instance ends because it was asked to. */
    void farewell() {
        String detailKey = Keys.HEARTBEAT_DETAIL.of(service, instance);
        beatMs = clock.millis();
        try (var transaction = system.multi()) {
            transaction.hset(detailKey, common(Beat.STOPPED));
            transaction.expire(detailKey, expiry());
            transaction.exec();
        }
    }

    private long expiry() {
        return (long) seconds.getAsInt() * INTERVALS_TO_EXPIRY;
    }

    private Map<String, String> common(String state) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("started_ms", String.valueOf(startedMs));
        fields.put("beat_ms", String.valueOf(beatMs));
        fields.put("interval_sec", String.valueOf(seconds.getAsInt()));
        return fields;
    }

    private Map<String, String> work(Work work) {
        if (work.done() != done) workedMs = beatMs;
        done = work.done();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("done", String.valueOf(done));
        fields.put("worked_ms", String.valueOf(workedMs));
        fields.put("waiting", String.valueOf(work.waiting()));
        if (work.trouble().isEmpty()) troubledSinceMs = 0;
        else if (troubledSinceMs == 0) troubledSinceMs = beatMs;
        else if (beatMs - troubledSinceMs >= TROUBLE_PASSES_MS)
            fields.put("trouble", String.join("; ", work.trouble()));
        return fields;
    }
}
