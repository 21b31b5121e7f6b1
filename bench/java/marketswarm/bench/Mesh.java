package marketswarm.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How soon a dead service is known to be dead, and how soon another coordinator goes on. */
final class Mesh implements Benchmark {

    private static final long GIVE_UP_NS = TimeUnit.SECONDS.toNanos(60);
    private static final String LEADER = "mesh:leader:mesh_coordinator";
    private static final String TRUTH = """
            {"version": "bench",
             "heartbeats": {"logger": {"frequency": 1}, "mesh_coordinator": {"frequency": 1}},
             "components": {"mesh_coordinator": {"management": {"port": 0}, "flapping": {"falls": 50}},
               "logger": {"management": {"port": 0}, "log_channels": ["errors"]}}}""";

    @Override
    public String name() {
        return "mesh";
    }

    @Override
    public String about() {
        return "how soon a dead service is known to be dead, and a dead coordinator followed by another";
    }

    @Override
    public void run(Run run) throws Exception {
        List<Double> detected = new ArrayList<>();
        List<Double> followed = new ArrayList<>();
        try (RedisServer redis = RedisServer.start(run)) {
            ServiceProcess.load(redis, TRUTH);
            Map<String, Background> coordinators = new HashMap<>();
            for (String name : List.of("a", "b")) coordinators.put(name, coordinator(run, redis, name));
            for (int round = 0; round < run.either(1, 5); round++) {
                try (Background logger = ServiceProcess.start(run, redis, "logger", "-XX:TieredStopAtLevel=1")) {
                    until(() -> state(redis).contains("\"state\":\"up\""));
                    logger.kill();
                    detected.add(until(() -> state(redis).contains("\"state\":\"down\"")));
                }
                String leader = leader(redis);
                coordinators.get(leader).kill();
                followed.add(until(
                        () -> !leader(redis).equals(leader) && !leader(redis).isEmpty()));
                coordinators.put(leader, coordinator(run, redis, leader));
            }
            coordinators.values().forEach(Background::close);
        }
        run.report().add(Case.of("service killed → down in mesh:state", "s", Sample.of(detected)));
        run.report().add(Case.of("leader killed → another leads", "s", Sample.of(followed)));
        run.report().note("heartbeat 1 s, expires after 3 s; a role is held for 5 s and renewed every second");
    }

    private static Background coordinator(Run run, RedisServer redis, String name)
            throws IOException, InterruptedException {
        return ServiceProcess.named(run, redis, "mesh_coordinator", name, "-XX:TieredStopAtLevel=1");
    }

    private static String state(RedisServer redis) {
        return String.valueOf(redis.client().hget("mesh:state", "logger")).replaceFirst("\"members\".*", "");
    }

    private static String leader(RedisServer redis) {
        String held = redis.client().get(LEADER);
        return held == null ? "" : held.replaceFirst("^\\d+ ", "");
    }

    private static double until(BooleanSupplier seen) throws InterruptedException {
        long start = System.nanoTime();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() - start > GIVE_UP_NS) throw new IllegalStateException("bench: it is not seen");
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
