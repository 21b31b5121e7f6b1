package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.resps.StreamEntry;

class DispatchTest {

    private static final String KEY = "dispatch:vexy_tasks:stream";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    private Path directory;

    private AdminRun admin;

    @BeforeEach
    void loadTruth() {
        admin = new AdminRun(directory, redis.url());
        admin.files("""
                {"version": "1", "components": {"mesh_coordinator": {"dispatch_queues": ["vexy_tasks"]}}}""", "{}");
        assertThat(admin.line("load-truth").code()).isZero();
    }

    @Test
    void the_answer_is_printed_with_who_gave_it() {
        var answered = CompletableFuture.runAsync(() -> answer("done", "3 feeds are due now"));

        AdminRun.Result result = admin.line("dispatch rss_agg poll tech");

        answered.join();
        assertThat(result.out().strip()).isEqualTo("done: 3 feeds are due now (rss_agg/i1)");
        assertThat(result.code()).isZero();
        assertThat(asked().getFields())
                .containsEntry("service", "rss_agg")
                .containsEntry("command", "poll")
                .containsEntry("argument", "tech")
                .containsKey("by");
    }

    @Test
    void what_could_not_be_done_is_no() {
        var answered = CompletableFuture.runAsync(() -> answer("failed", "no such file"));

        AdminRun.Result result = admin.line("dispatch rss_agg poll --json");

        answered.join();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().path("answer").asText()).isEqualTo("no such file");
        assertThat(result.json().path("id").asText()).startsWith("vexy_tasks.");
    }

    @Test
    void without_an_answer_it_says_who_has_not_taken_it() {
        AdminRun.Result result = admin.line("dispatch rss_agg ping --wait 0");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("admin: no answer within 0 s: no coordinator has taken it, see ./admin status.");
    }

    @Test
    void a_truth_without_queues_is_told_how_to_name_one() {
        admin.files("{\"version\": \"2\", \"components\": {\"mesh_coordinator\": {}}}", "{}");
        admin.line("load-truth");

        AdminRun.Result result = admin.line("dispatch rss_agg ping");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("truth names no queue: components.mesh_coordinator.dispatch_queues");
    }

    private static StreamEntry asked() {
        return redis.client().xrange(KEY, "-", "+").get(0);
    }

    private static void answer(String state, String answer) {
        await().until(() -> redis.client().xlen(KEY) == 1);
        redis.client()
                .hset(
                        "dispatch:result:vexy_tasks." + asked().getID(),
                        Map.of("state", state, "answer", answer, "instance", "i1"));
    }
}
