package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import marketswarm.RunningServices;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** What services tell of themselves, seen by the coordinator and by the logger. */
class MeshRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private static final String TRUTH = """
            {"version": "t1",
             "components": {"mesh_coordinator": {"meta": {"name": "Mesh", "service_id": "mesh_coordinator"}},
               "logger": {"meta": {"name": "Logger", "service_id": "logger"}, "log_channels": ["errors", "audit"]}}}""";

    @Test
    void the_coordinator_keeps_the_state_of_what_is_registered() {
        redis.client().sadd("svc:list", "massive");

        try (var services = running("mesh_coordinator")) {
            await().until(() -> state().contains("\"state\":\"warming\""));
            redis.client().hset("svc:hb:massive:host-1", "beat_ms", String.valueOf(System.currentTimeMillis()));
            await().until(() -> state().contains("\"state\":\"up\""));
            redis.client().srem("svc:list", "massive");
            await().until(() -> !redis.client().exists("mesh:state"));
        }
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void the_logger_prints_the_channels_of_truth_and_no_others() {
        PrintStream before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var services = running("logger")) {
            await("reading").until(() -> {
                tell("errors", "first");
                return printed.toString(StandardCharsets.UTF_8).contains("first");
            });
            tell("heartbeats", "unwanted");
            tell("audit", "last");
            await().until(() -> printed.toString(StandardCharsets.UTF_8).contains("last"));
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .contains("{\"channel\":\"audit\",\"level\":\"WARN\",\"message\":\"last\"}")
                .noneMatch(line -> line.contains("unwanted"));
    }

    private static void tell(String channel, String message) {
        var fields = new java.util.LinkedHashMap<String, String>();
        fields.put("level", "WARN");
        fields.put("message", message);
        redis.client().xadd("log:" + channel + ":stream", StreamEntryID.NEW_ENTRY, fields);
    }

    private static String state() {
        return String.valueOf(redis.client().hget("mesh:state", "massive"));
    }

    private static RunningServices running(String service) {
        return new RunningServices(redis.url(), TRUTH, Clock.systemUTC(), service);
    }
}
