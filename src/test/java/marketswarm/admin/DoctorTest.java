package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import marketswarm.admin.AdminRun.Result;
import marketswarm.redis.Keys.Bus;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.StreamEntryID;

/** Every trouble that doctor knows, made on purpose. */
class DoctorTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Map<String, String> NO_ENVIRONMENT = Map.of();

    @TempDir
    private Path parent;

    private AdminRun admin;
    private SampleState state;

    @BeforeEach
    void aSoundSystem() throws IOException {
        admin = new AdminRun(Files.createDirectory(parent.resolve("admin")), redis.url());
        admin.loadPolling(5);
        Files.setPosixFilePermissions(file("truth_secrets.json"), PosixFilePermissions.fromString("rw-------"));
        redis.client().configSet("appendonly", "yes");
        state = new SampleState(redis.client());
        state.beating("rss_agg", "a", redis.client().get("truth:hash"), Map.of());
    }

    @AfterEach
    void theServerAsItWas() {
        redis.client().configSet("appendonly", "no");
        redis.client().configSet("maxmemory", "0");
        redis.client().configSet("maxmemory-policy", "noeviction");
    }

    private Path file(String name) {
        return admin.directory().resolve(name);
    }

    /** The one check of that name, as JSON. */
    private JsonNode check(String name) {
        Result result = admin.run("doctor", "--json");
        return StreamSupport.stream(result.json().spliterator(), false)
                .filter(check -> check.path("check").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + result.out()));
    }

    private void assertTrouble(String name, String finding, String next) {
        JsonNode check = check(name);
        assertThat(check.path("verdict").asText()).as("%s", check).isEqualTo("trouble");
        assertThat(check.path("finding").asText()).contains(finding);
        assertThat(check.path("next").asText()).contains(next);
        assertThat(admin.run("doctor").code()).isEqualTo(1);
    }

    private void assertDoubt(String name, String finding, String next) {
        JsonNode check = check(name);
        assertThat(check.path("verdict").asText()).as("%s", check).isEqualTo("warning");
        assertThat(check.path("finding").asText()).contains(finding);
        assertThat(check.path("next").asText()).contains(next);
    }

    @Test
    void nothing_is_in_the_way_of_a_sound_system() {
        Result result = admin.run("doctor");

        assertThat(result.out()).doesNotContain("✗", "!").endsWith("Nothing is in the way.\n");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines()).anyMatch(line -> line.matches("✓ redis +" + redis.url() + " answers"));
    }

    @Test
    void every_finding_has_its_next_step_below_it() {
        redis.client().sadd("svc:list", "massive");

        assertThat(admin.run("doctor").out().lines())
                .anyMatch(line -> line.matches("✗ massive +is down: no heartbeat"))
                .anyMatch(line -> line.matches(" +next: docker compose logs massive: .*"))
                .anyMatch("1 to mend, marked ✗"::equals);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://main-redis:6379, false, has an unknown host name, '--redis-url redis://localhost:6379'",
        "redis://main-redis:6379, true, has an unknown host name, docker compose ps",
        "redis://127.0.0.1:1, false, does not answer, docker compose up -d main-redis",
        "redis://127.0.0.1:1, true, does not answer, inside a container localhost is the container itself",
        "http://x:1, false, is not redis://, write it like"
    })
    void a_server_that_cannot_be_reached_is_told_by_its_reason(
            String url, boolean container, String finding, String next) {
        var host = new Host(container, NO_ENVIRONMENT, parent);

        Check check = new Reach(host).trouble("redis", url, "--redis-url").orElseThrow();

        assertThat(check.isTrouble()).isTrue();
        assertThat(check.finding()).contains(finding);
        assertThat(check.next()).contains(next);
    }

    @Test
    void a_market_redis_that_only_containers_know_is_no_trouble_of_the_host() {
        var host = new Host(false, NO_ENVIRONMENT, parent);

        Check check = new Reach(host)
                .trouble("market redis", "redis://market-redis:6379", "--market-url")
                .orElseThrow();

        assertThat(check.isTrouble()).isFalse();
        assertThat(check.next()).contains("--market-url redis://localhost:6379");
    }

    @Test
    void an_unreachable_redis_is_a_finding_and_not_an_error() {
        Result result = new AdminRun(admin.directory(), "redis://127.0.0.1:1").run("doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("✗ redis", "next: start it");
    }

    @Test
    void a_market_redis_out_of_reach_is_told_with_its_option() {
        JsonNode checks = admin.run("doctor", "--json", "--market-url", "redis://127.0.0.1:1")
                .json();

        assertThat(checks.toString())
                .contains("{\"check\":\"market redis\",\"verdict\":\"trouble\"")
                .contains("or name another: --market-url URL");
    }

    @Test
    void no_truth_is_told() {
        redis.client().del("truth:doc", "truth:hash");

        assertTrouble("truth", "none is loaded", "./admin load-truth");
    }

    @Test
    void a_truth_in_another_database_is_found() {
        try (var other = RedisServers.open(redis.url() + "/3", "test")) {
            other.set("truth:doc", "{}");
        }
        redis.client().del("truth:doc", "truth:hash");

        assertTrouble("truth", "but in database 3", "--redis-url " + redis.url() + "/3");
    }

    @Test
    void a_broken_truth_is_told() {
        redis.client().set("truth:doc", "{\"version\":");

        assertTrouble("truth", "truth:doc is not a JSON object", "./admin load-truth");
    }

    @Test
    void files_that_say_something_else_and_files_with_errors_are_told() throws IOException {
        Files.writeString(file("truth.json"), "{\"version\":\"2\",\"components\":{}}");
        assertDoubt("files", "difference", "./admin diff");
        Files.writeString(file("truth.json"), "{\"components\":{}}");
        assertTrouble("files", "1 error in your truth files", "./admin validate");
    }

    @Test
    void a_secrets_file_that_others_can_read_is_told() throws IOException {
        Files.setPosixFilePermissions(file("truth_secrets.json"), PosixFilePermissions.fromString("rw-r--r--"));

        assertTrouble("secrets file", "can be read by others", "chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "      - ${TRUTH_FILE}:/truth.json:ro",
                "      - ./admin/truth.json:/app/truth.json",
                "      - \"../truth_secrets.json:/run/x\""
            })
    void a_compose_volume_that_brings_truth_is_told_by_its_line(String volume) throws IOException {
        Files.writeString(parent.resolve("compose.yaml"), "services:\n  a:\n    volumes:\n" + volume + "\n");

        assertTrouble("compose", "compose.yaml line 4 brings truth by a volume", "./admin load-truth");
    }

    @Test
    void a_compose_service_without_its_id_is_told() throws IOException {
        Files.writeString(parent.resolve("compose.yaml"), "services:\n  a:\n    environment:\n      SERVICE_ID:\n");

        assertTrouble("compose", "compose.yaml line 4 leaves SERVICE_ID empty", "SERVICE_ID: rss_agg");
    }

    @Test
    void an_old_java_and_variables_of_another_program_are_told() {
        assertThat(HostChecks.java(11).next()).isEqualTo("point JAVA_HOME to a JDK 17 or newer");
        var host = new Host(false, Map.of("TRUTH_FILE", "x"), parent);
        assertThat(new HostChecks(host, new TruthOptions()).all())
                .anySatisfy(check -> assertThat(check.finding()).isEqualTo("TRUTH_FILE is set and means nothing here"));
    }

    @Test
    void a_service_whose_component_is_gone_is_told() {
        redis.client().hset("svc:cfg:rss_agg", "component", "rss_ag");

        JsonNode check = check("rss_agg");
        assertThat(check.path("finding").asText())
                .isEqualTo("is registered with component rss_ag, which truth 1.5 has not; did you mean rss_agg?");
        assertThat(check.path("next").asText())
                .isEqualTo("./admin register --service-id rss_agg --component C, where C is one of [rss_agg, massive]");
    }

    @Test
    void drift_and_what_an_instance_says_of_itself_are_told() {
        state.beating("rss_agg", "b", "0123", Map.of());
        assertTrouble("rss_agg", "runs another truth than the loaded one", "docker compose restart rss_agg");
        redis.client().del("svc:hb:rss_agg:b");
        state.beating("rss_agg", "a", redis.client().get("truth:hash"), Map.of("restart_needed", "port"));
        assertDoubt("rss_agg", "restart needed: port", "docker compose restart rss_agg");
        redis.client().srem("svc:list", "rss_agg");
        redis.client().hdel("svc:hb:rss_agg:a", "restart_needed");
        assertDoubt("rss_agg", "not registered", "./admin register --service-id rss_agg");
    }

    @Test
    void a_missing_group_is_told_and_a_lagging_one() {
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", "u"));
        assertTrouble("group vexy", "is not on rss:queue", "./admin setup");

        redis.client().del("rss:queue");
        redis.client()
                .xadd(
                        "rss:queue",
                        new StreamEntryID(
                                System.currentTimeMillis() - Duration.ofHours(1).toMillis()),
                        Map.of("uid", "u"));
        redis.client().xgroupCreate("rss:queue", "vexy", new StreamEntryID("0-0"), false);
        assertTrouble("group vexy", "lags: pending 0, lag 1, the oldest waits 60 min", "is vexy_ai up");
    }

    @Test
    void dead_letters_bad_feeds_and_an_idle_schedule_are_told() {
        state.dead(SampleState.DEAD_ID, "u", "429");
        state.feedInTrouble();
        redis.client().zadd("rss:schedule", 1_000_000, "tech|https://x.test/f");

        assertDoubt("dead letters", "1 work unit given up", "./admin dead list");
        assertDoubt(
                "feeds", "1 feed failing again and again, first https://***@x.test/feed (HTTP 503)", "./admin status");
        assertTrouble("schedule", "1 feed overdue", "is rss_agg up?");
    }

    @Test
    void memory_near_its_limit_is_told() {
        long used = Long.parseLong(redis.client()
                .info("memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .findFirst()
                .orElseThrow()
                .substring("used_memory:".length()));
        redis.client().configSet("maxmemory", String.valueOf(used * 10 / 9));

        JsonNode check = check("redis memory");

        assertThat(check.path("verdict").asText()).isNotEqualTo("ok");
        assertThat(check.path("finding").asText()).contains(" MiB used");
        assertThat(check.path("next").asText()).startsWith("raise maxmemory");
    }

    @Test
    void an_eviction_policy_that_loses_truth_is_told() {
        redis.client().configSet("maxmemory-policy", "allkeys-lru");

        assertTrouble("redis eviction", "allkeys-lru lets Redis throw truth", "maxmemory-policy noeviction");
    }

    @Test
    void a_server_that_forgets_everything_is_told() {
        redis.client().configSet("appendonly", "no");
        redis.client().configSet("save", "");

        assertDoubt("redis persistence", "off: a restart of Redis forgets everything", "appendonly yes");
    }

    @ParameterizedTest
    @CsvSource({"0, OK", "5, DOUBT", "3600, TROUBLE"})
    void clocks_that_disagree_are_told(int seconds, Check.Verdict expected) {
        Clock off = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));

        assertThat(ServerChecks.all("redis", redis.client(), off))
                .filteredOn(check -> check.name().equals("redis clock"))
                .extracting(Check::verdict)
                .containsExactly(expected);
    }

    @Test
    void keys_of_a_wrong_type_of_nobody_and_on_the_wrong_server_are_told() {
        redis.client().set("strange", "1");
        assertDoubt(
                "keys",
                "1 key pattern not of ours or not as declared: strange (undeclared)",
                "who else uses this server?");
        redis.client().set("rss:index", "1");
        assertTrouble("keys", "rss:index (declared as zset)", "rename or delete");
        List<Check> system =
                KeyChecks.all(redis.client(), Optional.of(Bus.SYSTEM), Optional.empty(), Clock.systemUTC());
        assertThat(system.get(0).finding()).contains("rss:index (declared as zset, wrong server)");
    }

    @Test
    void a_stream_that_nobody_trims_is_told() {
        try (var pipeline = redis.client().pipelined()) {
            for (int i = 0; i < 12_000; i++)
                pipeline.xadd("log:errors:stream", StreamEntryID.NEW_ENTRY, Map.of("a", "b"));
        }

        assertDoubt("stream length", "log:<channel>:stream has 12000 entries, its limit is 10000", "It trims");
    }
}
