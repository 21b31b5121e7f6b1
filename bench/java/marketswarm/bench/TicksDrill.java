package marketswarm.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Simulator;
import marketswarm.redis.Keys;
import marketswarm.testing.RedisProcess;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** The gateway, Redis and the vendor's connections are broken at random instants; each tick must be there, once. */
public final class TicksDrill implements Drill {

    private static final int PER_SYMBOL = 60;
    private static final Duration HISTORY = Duration.ofMinutes(30);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(180);
    private static final int STEADY_LOOKS = 15;

    @Override
    public String name() {
        return "ticks";
    }

    @Override
    public String about() {
        return "the gateway, Redis and the vendor's connections are broken while ticks come: each there once, gaps closed";
    }

    @Override
    public DrillReport run(DrillRun drill) throws Exception {
        try (RedisProcess redis =
                        RedisProcess.start(drill.run().folder().resolve("redis").toAbsolutePath(), "drill");
                UnifiedJedis client = redis.open();
                Simulator vendor = Simulator.start(Options.defaults()
                        .withTicksPerSecond(PER_SYMBOL)
                        .withHistory(HISTORY)
                        .with("{\"paused\": true}"));
                TickGateway gateway = new TickGateway(drill.run(), redis.url(), vendor)) {
            gateway.start();
            gateway.awaitSubscribed();
            vendor.turn("{\"paused\": false}");
            while (client.smembers(Keys.SYMBOLS.key()).size() < TickGateway.SYMBOLS) TimeUnit.MILLISECONDS.sleep(20);
            Faults faults = new Faults(new Random(drill.seed()), redis, client, vendor, gateway);
            long begun = System.nanoTime();
            while (seconds(begun) < drill.seconds()) faults.one();
            double lasted = seconds(begun);
            gateway.awaitSubscribed();
            TimeUnit.SECONDS.sleep(5); // for the last gap to have something beyond its end
            vendor.turn("{\"paused\": true}");
            boolean settled = settle(client);
            return report(
                    drill,
                    faults,
                    TickTally.of(client, vendor.counters(), client.smembers(Keys.SYMBOLS.key())),
                    settled,
                    lasted);
        }
    }

    /** What is broken, and how long it takes until ticks are written again. */
    private static final class Faults {

        private final Random random;
        private final RedisProcess redis;
        private final UnifiedJedis client;
        private final Simulator vendor;
        private final TickGateway gateway;
        private final Map<String, Integer> made = new TreeMap<>();
        private double healedMaxS;

        Faults(Random random, RedisProcess redis, UnifiedJedis client, Simulator vendor, TickGateway gateway) {
            this.random = random;
            this.redis = redis;
            this.client = client;
            this.vendor = vendor;
            this.gateway = gateway;
        }

        void one() throws Exception {
            if (gateway.revive()) made.merge("revived", 1, Integer::sum);
            rest(random.nextInt(4) == 0 ? 8_000 : 1_500);
            String what = List.of("gateway", "gateway", "redis", "both", "drop", "stands_still")
                    .get(random.nextInt(6));
            switch (what) {
                case "gateway" -> {
                    gateway.kill();
                    rest(2_000);
                    gateway.start();
                }
                case "redis" -> {
                    redis.kill();
                    rest(2_000);
                    redis.start();
                }
                case "both" -> {
                    redis.kill();
                    rest(1_500);
                    gateway.kill();
                    redis.start();
                    gateway.start();
                }
                case "drop" -> vendor.dropAll();
                default -> {
                    redis.standStill();
                    rest(2_000);
                    redis.goOn();
                }
            }
            made.merge(what, 1, Integer::sum);
            // every other time the next fault comes before this one has healed, for example while the gateway starts
            if (random.nextBoolean()) heal();
        }

        private void heal() throws Exception {
            long at = System.nanoTime();
            long before = written(client);
            while (written(client) <= before && seconds(at) < 60) {
                if (gateway.revive()) made.merge("revived", 1, Integer::sum);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            healedMaxS = Math.max(healedMaxS, seconds(at));
        }

        private void rest(int atMostMs) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(atMostMs));
        }
    }

    /** No gap is open, and nothing more is written. */
    private static boolean settle(UnifiedJedis redis) throws InterruptedException {
        long begun = System.nanoTime();
        long last = -1;
        int steady = 0;
        while (seconds(begun) < SETTLES_WITHIN.toSeconds()) {
            long now = written(redis);
            steady = now == last && TickTally.openGaps(redis).isEmpty() ? steady + 1 : 0;
            if (steady >= STEADY_LOOKS) return true;
            last = now;
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return false;
    }

    private static long written(UnifiedJedis redis) {
        try {
            return redis.smembers(Keys.SYMBOLS.key()).stream()
                    .mapToLong(symbol -> redis.xlen(Keys.TICKS.of(symbol)))
                    .sum();
        } catch (JedisException away) {
            return -1;
        }
    }

    private static DrillReport report(DrillRun drill, Faults faults, TickTally tally, boolean settled, double seconds) {
        boolean ok = settled
                && tally.lost() == 0
                && tally.duplicated() == 0
                && tally.holes().isEmpty();
        return new DrillReport(
                "ticks",
                drill.seed(),
                seconds,
                faults.made,
                tally.sent(),
                tally.seen(),
                tally.lost(),
                tally.duplicated(),
                faults.healedMaxS,
                ok,
                List.of(
                        "of those seen, REST gave " + tally.backfilled(),
                        "gaps told " + tally.gaps() + ", at the end " + (settled ? "all closed" : "one is open"),
                        "holes told: " + tally.holes(),
                        "short or over: " + tally.differences()),
                List.of(),
                List.of());
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
