package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import marketswarm.admin.AdminRun.Result;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.StreamEntryID;

class AdminTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String CANARY = AdminRun.CANARY;
    private static final String NOBODY = "redis://127.0.0.1:1";

    @TempDir
    private Path dir;

    private Result admin(String... args) {
        return new AdminRun(dir, redis.url()).run(args);
    }

    private void files(String truth, String secrets) throws IOException {
        Files.writeString(dir.resolve("truth.json"), truth);
        Files.writeString(dir.resolve("truth_secrets.json"), secrets);
    }

    private void loadSample() throws IOException {
        files("""
                {"version":"1.0.0","buses":{"market":{"url":"%s"}},"components":{
                  "rss_agg":{"meta":{"name":"RSS Ingestor","description":"Polls","service_id":"rss_agg"}},
                  "massive":{"market_redis_setup":{"init_keys":["market_prices"]}}}}""".formatted(redis.url()), "{\"secrets\":{\"rss_agg\":{\"user_agent\":\"" + CANARY + "\"}}}");
        assertThat(admin("load-truth").code()).isZero();
    }

    @Test
    void the_first_run_of_the_requirements_works_as_written() {
        Result setup = admin("setup", "--market-url", redis.url());
        assertThat(setup.code()).isZero();
        assertThat(setup.out())
                .contains(
                        "made from the sample",
                        "group vexy on rss:queue made",
                        "Next: edit truth.json and truth_secrets.json, then run: ./admin load-truth");
        assertThat(admin("load-truth").out())
                .startsWith("Loaded truth:doc -> " + redis.url() + ": version 1.0.0, hash ");
        assertThat(admin("components").out())
                .contains("component         name              service_id        description")
                .contains("rss_agg           RSS Ingestor      rss_agg           Polls configured RSS feeds");
        for (String id : new String[] {"rss_agg", "massive", "vexy_ai"}) {
            assertThat(admin("register", "--service-id", id, "--component", id).out())
                    .isEqualToNormalizingNewlines(
                            "Registered " + id + " -> component=" + id + " secret_scope=" + id + "\n");
        }
        assertThat(redis.client().smembers("svc:list")).containsExactlyInAnyOrder("rss_agg", "massive", "vexy_ai");
        assertThat(redis.client().get("truth:version")).isEqualTo("1.0.0");
        assertThat(redis.client()
                        .xinfoGroups("rss:queue")
                        .get(0)
                        .getLastDeliveredId()
                        .toString())
                .isEqualTo("0-0");
    }

    @Test
    void setup_leaves_existing_files_and_an_existing_group_alone_and_keeps_secrets_to_their_owner() throws IOException {
        admin("setup", "--market-url", redis.url());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("truth_secrets.json"))))
                .isEqualTo("rw-------");
        Files.writeString(dir.resolve("truth.json"), "{\"version\":\"9\",\"components\":{}}");

        Result again = admin("setup", "--market-url", redis.url());

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("is there, left as it is", "group vexy on rss:queue is there");
        assertThat(Files.readString(dir.resolve("truth.json"))).contains("\"9\"");
    }

    @Test
    void a_market_redis_that_is_out_of_reach_does_not_stop_setup() {
        Result setup = admin("setup", "--market-url", NOBODY);

        assertThat(setup.code()).isZero();
        assertThat(setup.out()).contains("Market Redis: redis://127.0.0.1:1 is not reachable from here");
    }

    @Test
    void an_invalid_truth_is_refused_with_all_its_problems_and_nothing_is_loaded() throws IOException {
        files(
                "{\"components\":{\"vexy_ai\":{\"engine\":\"magic\",\"api_key\":\"" + CANARY + "\"}}}",
                "{\"secrets\":{\"massive\":{\"api_key\":[\"" + CANARY + "\"]}}}");

        for (String verb : new String[] {"load-truth", "validate"}) {
            Result result = admin(verb);
            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err())
                    .contains(
                            "error    /version: missing",
                            "error    /components/vexy_ai/engine: found text \"magic\"",
                            "error    /components/vexy_ai/api_key: looks like a secret",
                            "error    /secrets/massive/api_key: found a list",
                            "4 errors");
        }
        assertThat(admin("load-truth").err()).contains("Nothing was loaded. Mend and run again.");
        assertThat(admin("validate").err()).doesNotContain("loaded");
        assertThat(admin("diff").err()).doesNotContain("loaded");
        assertThat(redis.client().exists("truth:doc")).isFalse();
    }

    @Test
    void broken_json_is_told_by_line_and_column() throws IOException {
        files("{\"version\":\"1\",\"components\":{}}", "{\"secrets\": " + CANARY + "}");

        Result result = admin("load-truth");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("truth_secrets.json: not JSON at line 1, column ");
    }

    @Test
    void a_dry_run_loads_nothing() throws IOException {
        files("{\"version\":\"1\",\"components\":{}}", "{}");

        assertThat(admin("load-truth", "--dry-run").out()).startsWith("Valid, not loaded (dry run): version 1");
        assertThat(redis.client().exists("truth:doc")).isFalse();
    }

    @Test
    void files_may_be_named_and_a_missing_one_is_wrong_usage() throws IOException {
        Files.writeString(dir.resolve("t.json"), "{\"version\":\"1\",\"components\":{}}");

        assertThat(admin("load-truth", "--truth", "t.json").code()).isZero();
        assertThat(admin("load-truth", "--truth", "t.json", "--secrets", "s.json"))
                .satisfies(r -> assertThat(r.code()).isEqualTo(2))
                .satisfies(r -> assertThat(r.err()).contains("s.json is not there. Run ./admin setup for a sample"));
        assertThat(admin("validate").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"components", "services", "show", "keys", "setup", "unregister", "register"})
    void a_redis_that_does_not_answer_is_one_line_and_exit_code_2(String verb) throws IOException {
        files("{\"version\":\"1\",\"components\":{}}", "{}");
        String[] args = switch (verb) {
            case "show", "unregister" -> new String[] {verb, "--service-id", "x", "--redis-url", NOBODY};
            case "register" -> new String[] {verb, "--service-id", "x", "--component", "x", "--redis-url", NOBODY};
            default -> new String[] {verb, "--redis-url", NOBODY};
        };

        Result result = admin(args);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("truth: Redis at redis://127.0.0.1:1 does not answer (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"components", "show --service-id x", "register --service-id x --component x"})
    void verbs_that_need_a_truth_say_how_to_load_one(String line) {
        Result result = admin(line.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().strip()).isEqualTo("admin: no truth is loaded. Run: ./admin load-truth");
    }

    @Test
    void a_component_that_does_not_exist_cannot_be_registered() throws IOException {
        loadSample();

        Result result = admin("register", "--service-id", "rss_agg", "--component", "rss_ag");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("has no component rss_ag; did you mean rss_agg? Known, the nearest first: rss_agg, massive");
        assertThat(redis.client().exists("svc:list")).isFalse();
    }

    @Test
    void services_are_listed_with_their_last_heartbeat_and_taken_off() throws IOException {
        loadSample();
        admin("register", "--service-id", "rss_agg", "--component", "rss_agg", "--secret-scope", "feeds");
        admin("register", "--service-id", "massive", "--component", "massive");
        redis.client().set("svc:hb:rss_agg", String.valueOf(Instant.now().getEpochSecond() - 5));

        assertThat(admin("services").out().lines())
                .anyMatch(line -> line.matches("rss_agg +rss_agg +feeds +[5-9] s ago"))
                .anyMatch(line -> line.matches("massive +massive +massive +none"));
        assertThat(Json.read(admin("services", "--json").out(), JsonNode.class)
                        .at("/1/secret_scope")
                        .asText())
                .isEqualTo("feeds");
        assertThat(admin("unregister", "--service-id", "rss_agg").code()).isZero();
        assertThat(admin("unregister", "--service-id", "rss_agg").code()).isEqualTo(1);
        assertThat(redis.client().smembers("svc:list")).containsExactly("massive");
    }

    @Test
    void show_tells_the_settings_with_their_defaults_and_hides_the_secrets() throws IOException {
        loadSample();
        admin("register", "--service-id", "rss_agg", "--component", "rss_agg");

        JsonNode shown = Json.read(admin("show", "--service-id", "rss_agg").out(), JsonNode.class);

        assertThat(shown.at("/component_cfg/poll_interval_min").asInt()).isEqualTo(5);
        assertThat(shown.at("/secrets/user_agent").asText()).isEqualTo("***");
        assertThat(admin("show", "--service-id", "nobody").err())
                .contains("admin: nobody is not registered. Run: ./admin register --service-id nobody");
    }

    @Test
    void components_as_json_have_the_columns_as_names() throws IOException {
        loadSample();

        var json = Json.read(admin("components", "--json").out(), ArrayNode.class);

        assertThat(json.get(1).toString())
                .isEqualTo("{\"component\":\"rss_agg\",\"name\":\"RSS Ingestor\",\"service_id\":\"rss_agg\","
                        + "\"description\":\"Polls\"}");
    }

    @Test
    void keys_are_counted_by_the_catalogue_and_what_does_not_belong_there_is_flagged() throws IOException {
        loadSample();
        redis.client().hset("market_prices", "created_at", "0");
        redis.client().xadd("market:tick:AAPL:stream", StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
        redis.client().xadd("market:tick:MSFT:stream", StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
        assertThat(admin("keys").code()).isZero();
        assertThat(admin("keys").out().lines())
                .anyMatch(line -> line.matches("both +market:tick:<symbol>:stream +stream +2 +1 +[0-9]+"))
                .anyMatch(line -> line.matches("both +truth:doc +string +1 +[0-9]+ +[0-9]+"));

        redis.client().set("strange", "1");
        redis.client().set("rss:queue", "1");
        Result result = admin("keys");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("both +rss:queue +string +1 +1 +[0-9]+ +declared as stream"))
                .anyMatch(line -> line.matches("both +strange +string +1 +1 +[0-9]+ +undeclared"));
    }

    @Test
    void keys_as_json_have_numbers_as_numbers() throws IOException {
        loadSample();

        var json = Json.read(admin("keys", "--json").out(), ArrayNode.class);

        assertThat(json).allSatisfy(row -> {
            assertThat(row.path("count").isNumber()).isTrue();
            assertThat(row.path("pattern").asText()).startsWith("truth:");
        });
        assertThat(json).hasSize(7);
    }

    @Test
    void keys_lists_system_redis_when_the_other_is_out_of_reach() throws IOException {
        loadSample();

        Result result = admin("keys", "--market-url", NOBODY);

        assertThat(result.err()).contains("Only System Redis is listed");
        assertThat(result.out()).contains("system  truth:doc");
    }

    @Test
    void help_lists_every_verb_and_wrong_usage_is_exit_code_2() {
        assertThat(admin("help").out())
                .contains(
                        "setup",
                        "load-truth",
                        "validate",
                        "components",
                        "register",
                        "unregister",
                        "services",
                        "show",
                        "keys",
                        "help");
        assertThat(admin("help", "register").out()).contains("--secret-scope");
        assertThat(admin("registr").code()).isEqualTo(2);
        assertThat(admin("registr").err()).contains("Did you mean");
        assertThat(admin("register").code()).isEqualTo(2);
        assertThat(admin("--version").out()).startsWith("marketswarm admin ");
    }
}
