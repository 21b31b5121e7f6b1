package marketswarm.mesh;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.XTrimParams;

/** Keeps the log streams as long as truth says, by number and by age; also those that nobody follows. */
public final class LogRetention {

    private static final int PAGE = 1_000;

    private final UnifiedJedis system;
    private final Supplier<Terms> terms;
    private final Clock clock;
    private final AtomicLong trimmed = new AtomicLong();

    /**
     * What truth says of keeping.
     *
     * @param maxEntries of each stream
     * @param maxAge zero: however old
     */
    public record Terms(int maxEntries, Duration maxAge) {}

    public LogRetention(UnifiedJedis system, Supplier<Terms> terms, Clock clock) {
        this.system = system;
        this.terms = terms;
        this.clock = clock;
    }

    /** Takes away what is too much or too old. */
    public void trim() {
        Terms now = terms.get();
        for (String stream : streams()) {
            trimmed.addAndGet(system.xtrim(stream, XTrimParams.xTrimParams().maxLen(now.maxEntries())));
            if (now.maxAge().isZero()) continue;
            long oldest = clock.millis() - now.maxAge().toMillis();
            trimmed.addAndGet(system.xtrim(stream, XTrimParams.xTrimParams().minId(oldest + "-0")));
        }
    }

    private Set<String> streams() {
        ScanParams params = new ScanParams().match(Keys.LOG.glob()).count(PAGE);
        Set<String> found = new TreeSet<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = system.scan(cursor, params, "stream");
            found.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return found;
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("trimmed", trimmed.toString());
    }
}
