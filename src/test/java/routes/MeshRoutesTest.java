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
    void of_two_coordinators_one_looks_and_the_other_goes_on_when_it_stops() {
        redis.client().sadd("svc:list", "massive");
        var first = coordinator("mesh-1");
        try (var second = coordinator("mesh-2")) {
            await().until(() -> state().contains("\"state\":\"warming\""));
            String leader = redis.client().get("mesh:leader:mesh_coordinator");
            assertThat(leader).matches("1 mesh-[12]");

            first.close();

            redis.client().hset("svc:hb:massive:host-1", "beat_ms", "1");
            await().until(() -> state().contains("\"state\":\"up\""));
            assertThat(redis.client().get("mesh:leader:mesh_coordinator")).isIn("1 mesh-2", "2 mesh-2");
        }
        assertThat(redis.client().exists("mesh:leader:mesh_coordinator")).isFalse();
        assertThat(redis.client().xrange("log:heartbeats:stream", "-", "+"))
                .extracting(entry -> entry.getFields().get("message"))
                .containsExactly("massive is warming: no heartbeat yet", "massive is up: heartbeat every 10 s");
    }

    @Test
    void an_alert_is_told_to_the_webhook_until_it_is_taken_and_then_no_more() throws Exception {
        try (var webhook = new Webhook(503, 200);
                var services = coordinator("mesh-1", webhook.url() + "/hook-key-0815")) {
            redis.client()
                    .xadd(
                            "mesh:alerts",
                            StreamEntryID.NEW_ENTRY,
                            java.util.Map.of("message", "massive is down: no heartbeat", "state", "down"));

            await().until(() -> services.progress("mesh_coordinator")
                    .get("alerts_delivered")
                    .equals("1"));
            await().until(() ->
                    redis.client().xpending("mesh:alerts", "webhook").getTotal() == 0);
            assertThat(webhook.calls())
                    .hasSize(2)
                    .allSatisfy(call -> assertThat(call)
                            .startsWith("POST /hook-key-0815 Bearer hook-token-4711 {\"id\":\"")
                            .contains(
                                    "\"node\":\"local\",\"text\":\"MarketSwarm local: massive is down: no heartbeat\"")
                            .contains("\"state\":\"down\""));
            assertThat(webhook.calls().get(0)).isEqualTo(webhook.calls().get(1));
        }
        assertThat(logs.warnings()).isEmpty();
    }

    @Test
    void without_a_webhook_nothing_is_noted_for_it() {
        redis.client().sadd("svc:list", "massive");
        redis.client().hset("mesh:state", "massive", "{\"service\":\"massive\",\"state\":\"up\",\"detail\":\"\"}");

        try (var services = running("mesh_coordinator")) {
            await().until(() -> state().contains("\"state\":\"down\""));
        }
        assertThat(redis.client().exists("mesh:alerts")).isFalse();
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

    private static RunningServices coordinator(String instance) {
        return new RunningServices(
                instance, redis.url(), TRUTH, Clock.systemUTC(), java.util.List.of("mesh_coordinator"));
    }

    private static RunningServices coordinator(String instance, String webhook) {
        String secrets =
                ", \"secrets\": {\"mesh_coordinator\": {\"webhook_url\": \"%s\", \"webhook_token\": \"hook-token-4711\"}}}";
        String truth = TRUTH.substring(0, TRUTH.length() - 1) + secrets.formatted(webhook);
        return new RunningServices(
                instance, redis.url(), truth, Clock.systemUTC(), java.util.List.of("mesh_coordinator"));
    }

    private static RunningServices running(String service) {
        return new RunningServices(redis.url(), TRUTH, Clock.systemUTC(), service);
    }
}
