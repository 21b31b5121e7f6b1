package marketswarm.bench;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;

/** Watches ticks arrive in Redis: how many, how fast, and what that costs the processes that take part. */
final class TickFlow {

    private static final Pattern CALLS = Pattern.compile("cmdstat_xadd:calls=(\\d+)");
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final double SETTLED = 0.1;
    /** Seldom enough to cost Redis nothing that counts. */
    private static final long LOOK_EVERY_MS = 10;

    private final UnifiedJedis redis;
    private final long redisPid;
    private final long vendorPid;

    /**
     * What one burst gave.
     *
     * @param perSecond from the first tenth to the end, while all were busy
     * @param ownMicros CPU of the measured process a tick
     * @param redisMicros CPU of Redis a tick
     * @param vendorMicros CPU of the simulator a tick
     * @param otherPercent of all cores, taken by everything else: how quiet the machine was
     * @param bytes allocated a tick
     */
    record Burst(
            double perSecond,
            double ownMicros,
            double redisMicros,
            double vendorMicros,
            double otherPercent,
            double bytes) {}

    TickFlow(RedisServer redis, long vendorPid) {
        this.redis = redis.client();
        this.redisPid = redis.pid();
        this.vendorPid = vendorPid;
    }

    /** XADDs since the server started. */
    long written() {
        Matcher calls = CALLS.matcher(redis.info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    /** Waits until as many more have been written as were sent, and measures while they are. */
    Burst burst(long before, long events, long pid) throws Exception {
        long begin = awaitWritten(before + (long) (events * SETTLED));
        long startNs = System.nanoTime();
        Used start = used(pid);
        long end = awaitWritten(before + events);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        Used used = used(pid).less(start);
        double ticks = end - begin;
        return new Burst(
                ticks / seconds,
                used.own() / ticks,
                used.redis() / ticks,
                used.vendor() / ticks,
                used.others() / 1e4 / seconds / Runtime.getRuntime().availableProcessors(),
                used.bytes() / ticks);
    }

    /** CPU of who takes part and of all others, microseconds; what the measured process has allocated, bytes. */
    private record Used(double own, double redis, double vendor, double others, double bytes) {

        Used less(Used earlier) {
            return new Used(
                    own - earlier.own,
                    redis - earlier.redis,
                    vendor - earlier.vendor,
                    others - earlier.others,
                    bytes - earlier.bytes);
        }
    }

    private Used used(long pid) throws Exception {
        double own = micros(ProcFs.cpu(pid));
        double ofRedis = micros(ProcFs.cpu(redisPid));
        double vendor = micros(ProcFs.cpu(vendorPid));
        double others = micros(ProcFs.machine()) - own - ofRedis - vendor;
        return new Used(own, ofRedis, vendor, others, JvmMemory.allocated(pid));
    }

    private static double micros(Duration used) {
        return used.toNanos() / 1e3;
    }

    private long awaitWritten(long number) throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_NS;
        for (long written = written(); ; written = written()) {
            if (written >= number) return written;
            if (System.nanoTime() > giveUp)
                throw new IllegalStateException("bench: " + written + " of " + number + " ticks arrived");
            Thread.sleep(LOOK_EVERY_MS);
        }
    }
}
