package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import marketswarm.admin.AdminRun.Result;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthHistory;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.StreamEntryID;

/** Who loaded what when, what it changed, and the way back. */
class HistoryTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    private Path here;

    @TempDir
    private Path elsewhere;

    private AdminRun admin;

    @BeforeEach
    void inADirectory() {
        admin = new AdminRun(here, redis.url());
    }

    @Test
    void every_load_is_listed_with_its_number_and_who_did_it() {
        admin.loadPolling(5);
        admin.loadPolling(2);

        Result history = admin.run("history");

        assertThat(history.out().lines().skip(2))
                .hasSize(2)
                .anyMatch(line -> line.matches("2  20\\S+Z  1\\.2 +[0-9a-f]{12}  \\S+@\\S+"))
                .anyMatch(line -> line.matches("1  20\\S+Z  1\\.5 +[0-9a-f]{12}  \\S+@\\S+"));
        assertThat(admin.run("history", "--json").json().at("/0/hash").asText())
                .isEqualTo(redis.client().get("truth:hash"));
    }

    @Test
    void numbers_stay_when_the_oldest_loads_are_forgotten() {
        for (int minutes = 1; minutes <= 52; minutes++) admin.loadPolling(minutes);

        assertThat(new TruthHistory(redis.client()).list())
                .hasSize(50)
                .first()
                .satisfies(entry -> assertThat(entry.n()).isEqualTo(3))
                .satisfies(entry -> assertThat(entry.version()).isEqualTo("1.3"));
    }

    @Test
    void loads_of_an_older_program_are_numbered_too() {
        for (String version : List.of("a", "b"))
            redis.client()
                    .xadd(
                            "truth:history",
                            StreamEntryID.NEW_ENTRY,
                            Map.of("version", version, "hash", "h", "ts", "1795348800", "doc", "{}"));

        assertThat(admin.run("history").out())
                .contains("2  2026-11-22T12:00:00Z  b        h     unknown")
                .contains("1  2026-11-22T12:00:00Z  a");
    }

    @Test
    void diff_shows_what_load_truth_would_change_without_a_secret() {
        admin.loadPolling(5);
        admin.files(
                """
                {"version":"1.5","buses":{"market":{"url":"%s"}},
                 "components":{"rss_agg":{"poll_interval_min":2,"categories":{"tech":["https://x.test/f"]}}}}""".formatted(redis.url()),
                "{\"secrets\":{\"massive\":{\"api_key\":\"" + AdminRun.CANARY + "other\"},"
                        + "\"vexy_ai\":{\"openai_api_key\":\"" + AdminRun.CANARY + "\"}}}");

        assertThat(admin.run("diff").out()).isEqualToNormalizingNewlines("""
                        ~ /components/rss_agg/poll_interval_min: 5 -> 2
                        + /components/rss_agg/categories: {"tech":["https://x.test/f"]}
                        - /components/massive: {}
                        ~ /secrets/massive/api_key: changed
                        + /secrets/vexy_ai/openai_api_key: changed
                        """);
        assertThat(admin.run("diff", "--json").json().at("/0").toString())
                .isEqualTo(
                        "{\"sign\":\"~\",\"pointer\":\"/components/rss_agg/poll_interval_min\",\"before\":\"5\",\"after\":\"2\"}");
    }

    @Test
    void a_password_in_an_address_is_compared_and_not_shown() {
        admin.files(
                "{\"version\":\"1\",\"buses\":{\"market\":{\"url\":\"redis://u:" + AdminRun.CANARY
                        + "@m:6379\"}},\"components\":{}}",
                "{}");
        admin.run("load-truth");
        admin.files(
                "{\"version\":\"1\",\"buses\":{\"market\":{\"url\":\"redis://u:" + AdminRun.CANARY
                        + "2@m:6379\"}},\"components\":{}}",
                "{}");

        assertThat(admin.run("diff").out()).isEqualToNormalizingNewlines("~ /buses/market/url: changed\n");
    }

    @Test
    void diff_between_two_loads_and_since_one() {
        admin.loadPolling(5);
        admin.loadPolling(2);
        admin.loadPolling(3);

        assertThat(admin.run("diff", "--from", "1", "--to", "2").out())
                .contains("~ /components/rss_agg/poll_interval_min: 5 -> 2");
        assertThat(admin.run("diff", "--from", "1").out())
                .contains("~ /version: \"1.5\" -> \"1.3\"", "poll_interval_min: 5 -> 3");
        assertThat(admin.run("diff", "--from", "3", "--to", "3").out())
                .isEqualToNormalizingNewlines("No difference.\n");
        assertThat(admin.run("diff", "--to", "1").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff --from 9", "diff --from 1 --to 9", "rollback 9"})
    void a_load_that_is_not_kept_is_a_no(String line) {
        admin.loadPolling(5);

        Result result = admin.line(line);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().strip()).isEqualTo("admin: load 9 is not in the history. See: ./admin history");
    }

    @Test
    void rollback_loads_the_earlier_settings_with_the_secrets_of_today() {
        admin.loadPolling(5);
        admin.loadPolling(2);

        Result result = admin.answering("y").run("rollback", "1");

        assertThat(result.code()).isZero();
        assertThat(result.err()).startsWith("Load version 1.5 of 20").endsWith(" again? [y/N] ");
        assertThat(result.out())
                .contains("~ /components/rss_agg/poll_interval_min: 2 -> 5", "Rolled back to load 1: version 1.5")
                .doesNotContain("/secrets");
        Truth loaded = new TruthStore(redis.client()).read().orElseThrow();
        assertThat(loaded.component("rss_agg").path("poll_interval_min").asInt())
                .isEqualTo(5);
        assertThat(redis.client().get("truth:doc")).contains(AdminRun.CANARY + "2");
        assertThat(new TruthHistory(redis.client()).list()).hasSize(3);
    }

    @Test
    void rollback_without_a_yes_loads_nothing() {
        admin.loadPolling(5);
        admin.loadPolling(2);

        assertThat(admin.run("rollback", "1").code()).isEqualTo(1);
        assertThat(admin.answering("n").run("rollback", "1").err())
                .contains("admin: nothing was loaded. Answer y, or give --yes");
        assertThat(redis.client().get("truth:version")).isEqualTo("1.2");
        assertThat(admin.run("rollback", "1", "--yes").code()).isZero();
        assertThat(admin.run("rollback", "1", "--yes").code()).isZero();
        assertThat(redis.client().get("truth:version")).isEqualTo("1.5");
    }

    @Test
    void rollback_takes_a_password_that_the_history_hides_from_the_loaded_truth() {
        String url = "redis://u:" + AdminRun.CANARY + "@m:6379";
        String truth = "{\"version\":\"%s\",\"buses\":{\"market\":{\"url\":\"" + url + "\"}},\"components\":{}}";
        admin.files(truth.formatted("1"), "{}");
        admin.run("load-truth");
        admin.files(truth.formatted("2"), "{}");
        admin.run("load-truth");

        assertThat(admin.run("rollback", "1", "--yes").code()).isZero();

        assertThat(redis.client().get("truth:doc")).contains(url).contains("\"version\":\"1\"");
    }

    @Test
    void rollback_to_a_hidden_password_that_is_gone_is_refused() {
        admin.files(
                "{\"version\":\"1\",\"buses\":{\"market\":{\"url\":\"redis://u:" + AdminRun.CANARY
                        + "@m:6379\"}},\"components\":{}}",
                "{}");
        admin.run("load-truth");
        admin.files("{\"version\":\"2\",\"components\":{}}", "{}");
        admin.run("load-truth");

        Result result = admin.run("rollback", "1", "--yes");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("truth: /buses/market/url holds a secret that the history does not keep");
        assertThat(redis.client().get("truth:version")).isEqualTo("2");
    }

    @Test
    void who_does_not_know_the_loaded_truth_cannot_replace_it_before_looking() throws IOException {
        admin.loadPolling(5);
        var other = new AdminRun(elsewhere, redis.url());
        other.loadPolling(7);

        Result refused = admin.loadPolling(2);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .contains("admin: not loaded, for meanwhile version 1.7 by " + TruthStore.whoami() + " at 20")
                .contains("(number 2 of ./admin history) was loaded")
                .contains("./admin diff", "--force");
        assertThat(redis.client().get("truth:version")).isEqualTo("1.7");
        assertThat(admin.run("diff").out()).contains("poll_interval_min: 7 -> 2");
        assertThat(admin.run("load-truth").code()).isZero();
        assertThat(other.run("load-truth").code()).isEqualTo(1);
        assertThat(other.run("load-truth", "--force").code()).isZero();
        assertThat(Files.readString(here.resolve(".truth-loaded"))).doesNotContain(AdminRun.CANARY);
    }

    @Test
    void a_new_directory_does_not_replace_what_another_person_loaded() {
        ObjectNode document = Json.read("{\"version\":\"9\",\"components\":{}}", ObjectNode.class);
        assertThat(new TruthStore(redis.client()).load(document, "ann@desk", Optional.empty()))
                .isPresent();

        assertThat(admin.loadPolling(5).err()).contains("version 9 by ann@desk at 20");
        assertThat(redis.client().get("truth:version")).isEqualTo("9");
    }

    @Test
    void of_two_who_load_at_the_same_instant_one_wins() throws Exception {
        var store = new TruthStore(redis.client());
        Truth first = store.load(Json.read("{\"version\":\"0\",\"components\":{}}", ObjectNode.class));
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);
        var loads = IntStream.rangeClosed(1, 8)
                .mapToObj(i -> threads.submit(() -> {
                    start.await();
                    ObjectNode mine = Json.read("{\"version\":\"" + i + "\",\"components\":{}}", ObjectNode.class);
                    return store.load(mine, "admin" + i, Optional.of(first.hash()));
                }))
                .toList();

        start.countDown();

        int won = 0;
        for (var load : loads) won += load.get().isPresent() ? 1 : 0;
        threads.shutdown();
        assertThat(won).isEqualTo(1);
        assertThat(redis.client().xlen("truth:history")).isEqualTo(2);
    }
}
