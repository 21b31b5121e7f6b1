package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import marketswarm.redis.Keys;
import marketswarm.redis.QueueState;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Workers and Redis are killed (SIGKILL) at random instants; each item must have one analysis, index entry and event. */
public final class QueueDrill implements Drill {

    private static final int ITEMS = 20_000;
    private static final int WORKERS = 3;
    private static final int CONCURRENCY = 8;
    private static final int LEASE_SEC = 3;
    private static final String FSYNC = "always";
    private static final int IN_FULL_SEC = 300;
    private static final int ROUNDS = 200;
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String about() {
        return "workers and Redis are killed while 20,000 items are analyzed: each once, nothing left";
    }

    @Override
    public DrillReport run(DrillRun drill) throws Exception {
        try (DrillRedis redis = new DrillRedis(drill.run(), FSYNC);
                Fleet fleet = new Fleet(drill.run(), redis.url())) {
            Thread feeding = new Thread(() -> feed(redis.client(), drill.seconds()));
            feeding.start();
            long begun = System.nanoTime();
            Faults faults = new Faults(new Random(drill.seed()), redis, fleet);
            while (seconds(begun) < drill.seconds() || (drill.seconds() >= IN_FULL_SEC && faults.count() < ROUNDS))
                faults.one();
            feeding.join();
            boolean settled = settle(redis.client());
            return count(drill, redis.client(), fleet, faults, settled, seconds(begun));
        }
    }

    /** What is broken, and how long it takes until there is progress again. */
    private static final class Faults {

        private final Random random;
        private final DrillRedis redis;
        private final Fleet fleet;
        private final Map<String, Integer> made = new TreeMap<>();
        private double healedMaxS;

        Faults(Random random, DrillRedis redis, Fleet fleet) {
            this.random = random;
            this.redis = redis;
            this.fleet = fleet;
        }

        int count() {
            return made.values().stream().mapToInt(Integer::intValue).sum();
        }

        void one() throws Exception {
            TimeUnit.MILLISECONDS.sleep(50 + random.nextInt(600));
            long at = System.nanoTime();
            long before = analyzed(redis.client());
            int what = random.nextInt(8);
            if (what < 3) redis.killAndRestart();
            else fleet.killAndReplace(random.nextInt(WORKERS), what == 7);
            made.merge(what < 3 ? "redis" : what == 7 ? "worker_for_good" : "worker", 1, Integer::sum);
            while (!goesOn(before) && seconds(at) < 30) TimeUnit.MILLISECONDS.sleep(20);
            healedMaxS = Math.max(healedMaxS, seconds(at));
        }

        // or there is nothing left to do
        private boolean goesOn(long before) {
            long now = analyzed(redis.client());
            return now > before || now >= ITEMS;
        }
    }

    /** The workers' processes. */
    private static final class Fleet implements AutoCloseable {

        private final Run run;
        private final String url;
        private final Path calls;
        private final List<Background> workers = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private int born;

        Fleet(Run run, String url) throws IOException {
            this.run = run;
            this.url = url;
            this.calls = run.folder().resolve("calls.txt");
            for (int i = 0; i < WORKERS; i++) {
                names.add("worker-" + born++);
                workers.add(start(names.get(i)));
            }
        }

        /** @param forGood another takes its place, under another name */
        void killAndReplace(int which, boolean forGood) throws Exception {
            workers.get(which).kill();
            if (forGood) names.set(which, "worker-" + born++);
            workers.set(which, start(names.get(which)));
        }

        private Background start(String name) throws IOException {
            return Background.start(
                    run,
                    name + "-" + System.nanoTime(),
                    List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            QueueDrillWorker.class.getName(),
                            url,
                            name,
                            "" + CONCURRENCY,
                            "" + LEASE_SEC,
                            calls.toString()),
                    Map.of());
        }

        long calls() throws IOException {
            try (Stream<String> lines = Files.lines(calls)) {
                return lines.count();
            }
        }

        @Override
        public void close() {
            workers.forEach(Background::kill);
        }
    }

    // evenly over the time; an answer that is lost means that the entry may be there twice, which is part of the drill
    private static void feed(UnifiedJedis redis, int seconds) {
        long begun = System.nanoTime();
        for (int n = 0; n < ITEMS; ) {
            try {
                boolean due = n < ITEMS * Math.min(1, seconds(begun) / (0.9 * seconds));
                if (!due) TimeUnit.MILLISECONDS.sleep(2);
                else {
                    QueueLoad.add(redis, n);
                    n++;
                }
            } catch (JedisException away) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static boolean settle(UnifiedJedis redis) throws InterruptedException {
        long begun = System.nanoTime();
        while (seconds(begun) < SETTLES_WITHIN.toSeconds()) {
            QueueState state = QueueState.of(redis, Clock.systemUTC());
            if (state.pending() == 0 && state.oldestMs() == null && state.retrying() == 0) return true;
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return false;
    }

    private static DrillReport count(
            DrillRun drill, UnifiedJedis redis, Fleet fleet, Faults faults, boolean settled, double seconds)
            throws IOException {
        Map<String, Integer> events = new HashMap<>();
        redis.xrange(Keys.ANALYSIS_EVENTS.key(), "-", "+")
                .forEach(event -> events.merge(event.getFields().get("uid"), 1, Integer::sum));
        long lost = 0;
        long forgotten = 0;
        for (int n = 0; n < ITEMS; n++) {
            String uid = QueueLoad.uid(n);
            boolean complete = redis.exists(Keys.ANALYSIS.of(uid))
                    && redis.zscore(Keys.ANALYSIS_INDEX.key(), uid) != null
                    && events.containsKey(uid);
            if (complete) continue;
            if (redis.exists(Keys.ITEM.of(uid))) lost++;
            else forgotten++;
        }
        long twice = events.values().stream().filter(times -> times > 1).count();
        long dead = redis.xlen(Keys.DEAD.key());
        boolean ok = lost == 0
                && twice == 0
                && dead == 0
                && settled
                && redis.zcard(Keys.ANALYSIS_INDEX.key()) == events.size();
        return new DrillReport(
                "queue",
                drill.seed(),
                seconds,
                faults.made,
                ITEMS,
                events.size(),
                lost,
                twice,
                faults.healedMaxS,
                ok,
                List.of(
                        "calls " + fleet.calls() + ", of them wasted " + (fleet.calls() - events.size()),
                        "pending at the end: " + (settled ? "nothing" : "something") + "; dead letters " + dead,
                        "appendfsync " + FSYNC
                                + ": a write that was answered outlives a kill; items that Redis forgot: "
                                + forgotten),
                List.of(),
                List.of());
    }

    private static long analyzed(UnifiedJedis redis) {
        try {
            return redis.zcard(Keys.ANALYSIS_INDEX.key());
        } catch (JedisException away) {
            return -1;
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
