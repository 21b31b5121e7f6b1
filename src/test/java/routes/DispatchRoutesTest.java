package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marketswarm.RunningServices;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** Commands through the dispatch queues: by way of a coordinator to one instance of a service, and back as an answer. */
class DispatchRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String TRUTH = """
            {"version": "t1",
             "components": {"mesh_coordinator": {"dispatch_queues": ["vexy_tasks", "rss_updates"]}, "logger": {},
               "rss_agg": {"enabled_categories": [], "categories": {}}}}""";

    @BeforeEach
    void register() {
        redis.client().sadd("svc:list", "logger", "rss_agg", "mesh_coordinator");
    }

    @Test
    void a_command_is_done_by_the_service_and_its_answer_is_kept_for_a_day() {
        try (var coordinator = running("mesh-1", "mesh_coordinator");
                var feeds = running("rss-1", "rss_agg")) {
            redis.client()
                    .zadd("rss:schedule", Map.of("tech|https://a.test/feed", 9e12, "world|https://b.test/feed", 9e12));
            String id = tell("rss_updates", "rss_agg", "poll", "tech");

            Map<String, String> result = over(id);
            assertThat(result)
                    .containsEntry("state", "done")
                    .containsEntry("service", "rss_agg")
                    .containsEntry("instance", "rss-1")
                    .containsEntry("command", "poll")
                    .containsEntry("argument", "tech")
                    .containsEntry("by", "test")
                    .containsEntry("answer", "1 feed due now");
            assertThat(redis.client().ttl("dispatch:result:" + id)).isBetween(86_000L, 86_400L);
            assertThat(redis.client().zscore("rss:schedule", "tech|https://a.test/feed"))
                    .isLessThan(8e12);
            assertThat(redis.client().zscore("rss:schedule", "world|https://b.test/feed"))
                    .isEqualTo(9e12);
        }
    }

    @Test
    void of_two_coordinators_and_two_instances_one_does_each_command_once() {
        try (var one = running("mesh-1", "mesh_coordinator");
                var two = running("mesh-2", "mesh_coordinator");
                var first = running("log-1", "logger");
                var second = running("log-2", "logger")) {
            List<String> ids = IntStream.range(0, 20)
                    .mapToObj(i -> tell("vexy_tasks", "logger", "ping", ""))
                    .toList();

            assertThat(ids).allSatisfy(id -> assertThat(over(id)).containsEntry("answer", "here"));
            assertThat(redis.client().xlen("svc:commands:logger")).isEqualTo(20);
            await().until(() ->
                    redis.client().xpending("svc:commands:logger", "instances").getTotal() == 0);
            assertThat(passed(one) + passed(two)).isEqualTo(20);
        }
    }

    @Test
    void a_command_waits_for_its_service() {
        String id = tell("vexy_tasks", "logger", "ping", "");
        try (var coordinator = running("mesh-1", "mesh_coordinator")) {
            await().until(() -> "waiting".equals(redis.client().hget("dispatch:result:" + id, "state")));
        }
        try (var logger = running("log-1", "logger")) {
            assertThat(over(id)).containsEntry("state", "done").containsEntry("instance", "log-1");
        }
    }

    @Test
    void what_nobody_can_do_is_answered_with_what_could_be_done() {
        try (var coordinator = running("mesh-1", "mesh_coordinator");
                var logger = running("log-1", "logger")) {
            assertThat(over(tell("vexy_tasks", "loger", "ping", "")))
                    .containsEntry("state", "refused")
                    .hasEntrySatisfying(
                            "answer", answer -> assertThat(answer).startsWith("loger is not registered; those are ["));
            assertThat(over(tell("vexy_tasks", "logger", "pong", "")))
                    .containsEntry("state", "refused")
                    .containsEntry("answer", "no such command; there are [ping, trim]");
        }
    }

    private static long passed(RunningServices coordinator) {
        return Long.parseLong(coordinator.progress("mesh_coordinator").get("commands_passed"));
    }

    private static String tell(String queue, String service, String command, String argument) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("service", service);
        fields.put("command", command);
        fields.put("argument", argument);
        fields.put("by", "test");
        return queue + "." + redis.client().xadd("dispatch:" + queue + ":stream", StreamEntryID.NEW_ENTRY, fields);
    }

    private static Map<String, String> over(String id) {
        await(id)
                .until(() -> String.valueOf(redis.client().hget("dispatch:result:" + id, "state"))
                        .matches("done|failed|refused"));
        return redis.client().hgetAll("dispatch:result:" + id);
    }

    private static RunningServices running(String instance, String service) {
        return new RunningServices(instance, redis.url(), TRUTH, Clock.systemUTC(), List.of(service));
    }
}
