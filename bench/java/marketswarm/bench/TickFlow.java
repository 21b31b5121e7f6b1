package marketswarm.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;

/** Watches ticks arrive in Redis: how many, how fast, and what that costs the processes that take part. */
final class TickFlow {

    private static final Pattern CALLS = Pattern.compile("cmdstat_xadd:calls=(\\d+)");
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final double SETTLED = 0.1;

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
     * @param bytes allocated a tick
     */
    record Burst(double perSecond, double ownMicros, double redisMicros, double vendorMicros, double bytes) {}

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
                ticks / seconds, used.own() / ticks, used.redis() / ticks, used.vendor() / ticks, used.bytes() / ticks);
    }

    private record Used(double own, double redis, double vendor, double bytes) {

        Used less(Used earlier) {
            return new Used(own - earlier.own, redis - earlier.redis, vendor - earlier.vendor, bytes - earlier.bytes);
        }
    }

    private Used used(long pid) throws Exception {
        return new Used(micros(pid), micros(redisPid), micros(vendorPid), JvmMemory.allocated(pid));
    }

    private static double micros(long pid) {
        return ProcFs.cpu(pid).toNanos() / 1e3;
    }

    private long awaitWritten(long number) throws InterruptedException {
        long giveUp = System.nanoTime() + LONGEST_NS;
        for (long written = written(); ; written = written()) {
            if (written >= number) return written;
            if (System.nanoTime() > giveUp)
                throw new IllegalStateException("bench: " + written + " of " + number + " ticks arrived");
            Thread.sleep(2);
        }
    }
}
