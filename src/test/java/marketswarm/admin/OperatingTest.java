package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import marketswarm.admin.AdminRun.Result;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking at a running system, and helping it. */
class OperatingTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @TempDir
    private Path dir;

    private AdminRun admin;
    private SampleState state;

    @BeforeEach
    void aTruthIsLoaded() {
        admin = new AdminRun(dir, redis.url());
        admin.loadPolling(5);
        state = new SampleState(redis.client());
    }

    private String hash() {
        return redis.client().get("truth:hash");
    }

    @Test
    void status_shows_services_streams_queue_and_feeds() {
        state.news()
                .feedInTrouble()
                .beating("rss_agg", "a", hash(), Map.of())
                .beating("rss_agg", "b", hash(), Map.of());

        Result status = admin.run("status");

        assertThat(status.code()).isZero();
        assertThat(status.out().lines())
                .anyMatch(line -> line.matches("Truth 1\\.5, hash [0-9a-f]{12} loaded \\d+ s ago by \\S+@\\S+"))
                .anyMatch(line -> line.matches("rss_agg  up +[0-9] s +2 +1\\.5"))
                .anyMatch(line -> line.matches("rss:queue +1 +3 +[0-9] s"))
                .anyMatch(line ->
                        line.matches("Queue: group vexy pending 1, lag 1, oldest waiting [0-9] s; retry 1, dead 1"))
                .anyMatch("Feeds: 2 known, in trouble:"::equals)
                .anyMatch(line -> line.matches("https://\\*\\*\\*@x.test/feed +tech +4 +5 min +HTTP 503"));
    }

    @Test
    void a_feed_that_truth_no_longer_names_is_blamed_no_more() {
        state.feedInTrouble();
        redis.client().zrem("rss:schedule", "tech|https://u:pass1234@x.test/feed");

        assertThat(admin.run("status").out().lines()).contains("Feeds: 1 known, none in trouble");
        assertThat(admin.run("doctor").out()).doesNotContain("failing again and again");
    }

    @Test
    void status_marks_drift_restart_and_errors_and_is_a_no_when_one_is_down() {
        state.beating("rss_agg", "a", "0123", Map.of("restart_needed", "port", "last_error", "no route"));
        redis.client().sadd("svc:list", "massive");

        Result status = admin.run("status");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.out().lines())
                .anyMatch(line ->
                        line.matches("rss_agg  up +[0-9] s +1 +1\\.5 +DRIFT +restart needed: port; error: no route"))
                .anyMatch(line -> line.matches("massive  down +0"));
    }

    @Test
    void a_warning_that_the_heartbeat_tells_otherwise_or_that_is_old_is_no_note() {
        String longAgo = String.valueOf(System.currentTimeMillis() - 121_000);
        state.beating(
                        "rss_agg",
                        "a",
                        hash(),
                        Map.of(
                                "restart_needed", "port",
                                "last_error", "truth: restart needed service=rss_agg for=port"))
                .beating("massive", "a", hash(), Map.of("last_error", "no route", "last_error_ms", longAgo));

        assertThat(admin.run("status").out().lines())
                .anyMatch(line -> line.matches("rss_agg  up +[0-9] s +1 +1\\.5 +restart needed: port"))
                .anyMatch(line -> line.matches("massive  up +[0-9] s +1 +1\\.5"));
    }

    @Test
    void an_instance_that_is_gone_is_named_until_another_has_been_started() {
        state.beating("massive", "new", hash(), Map.of());
        redis.client().set("svc:hb:mesh_coordinator", "1795348800");
        String said = """
                {"service":"massive","state":"up","members":[{"instance":"new","state":"up","startedMs":%d},
                 {"instance":"old","state":"down","beatMs":5000,"reasons":["no heartbeat for 151 s"]}]}""";

        redis.client().hset("mesh:state", "massive", said.formatted(4_000));
        assertThat(admin.run("status").out()).contains("old is down: no heartbeat for 151 s");
        redis.client().hset("mesh:state", "massive", said.formatted(6_000));
        assertThat(admin.run("status").out()).doesNotContain("old is down");
    }

    @Test
    void status_believes_the_coordinator_only_while_it_lives() {
        state.beating("rss_agg", "a", hash(), Map.of());
        redis.client().hset("mesh:state", "rss_agg", "{\"service\":\"rss_agg\",\"state\":\"flapping\"}");

        assertThat(admin.run("status", "--json").json().at("/services/0/state").asText())
                .isEqualTo("up");
        redis.client().set("svc:hb:mesh_coordinator", "1795348800");
        assertThat(admin.run("status", "--json").json().at("/services/0/state").asText())
                .isEqualTo("flapping");
    }

    @Test
    void status_as_json_has_numbers_in_milliseconds() {
        state.news().feedInTrouble().beating("rss_agg", "a", hash(), Map.of());

        JsonNode status = admin.run("status", "--json").json();

        assertThat(status.at("/truth/version").asText()).isEqualTo("1.5");
        assertThat(status.at("/services/0/age_ms").isNumber()).isTrue();
        assertThat(status.at("/queue/lag").asInt()).isEqualTo(1);
        assertThat(status.at("/queue/consumers/0/consumer").asText()).isEqualTo("vexy-a");
        assertThat(status.at("/feeds/0/errors").asInt()).isEqualTo(4);
    }

    @Test
    void status_can_be_watched_until_it_is_stopped() throws Exception {
        state.beating("rss_agg", "a", hash(), Map.of());
        var out = new StringWriter();
        var command = Admin.commandLine(dir, new StringReader(""), Verbs.ALL).setOut(new PrintWriter(out, true));
        var watching = new Thread(() -> command.execute("status", "--watch", "--redis-url", redis.url()));
        watching.start();

        await("a second drawing").until(() -> out.toString().split("rss_agg  up", -1).length > 2);

        watching.interrupt();
        watching.join(5_000);
        assertThat(watching.isAlive()).isFalse();
    }

    @Test
    void a_market_redis_out_of_reach_leaves_the_services_visible() {
        state.beating("rss_agg", "a", hash(), Map.of());

        Result status = admin.run("status", "--market-url", "redis://127.0.0.1:1");

        assertThat(status.code()).isZero();
        assertThat(status.out()).contains("rss_agg  up");
        assertThat(status.err())
                .contains("Only System Redis is shown. truth: Market Redis at redis://127.0.0.1:1 does not answer")
                .contains("--market-url URL");
    }

    @Test
    void queue_tells_what_waits_and_who_works() {
        state.news();

        assertThat(admin.run("queue").out().lines())
                .contains("rss:queue: 3 entries, finished ones included", "dead: 1. See: ./admin dead list")
                .anyMatch(line -> line.matches("group vexy: pending 1, lag 1, oldest waiting [0-9] s"))
                .anyMatch(line -> line.matches("retry: 1, next in \\d+ s"))
                .anyMatch(line -> line.matches("vexy-a +1 +[0-9] s"));
    }

    @Test
    void queue_says_unknown_where_redis_cannot_say() {
        state.news();
        // an entry deleted before it was handed out makes the lag uncountable
        var waiting = redis.client().xrange("rss:queue", "-", "+").get(2).getID();
        state.queue("x", "more");
        redis.client().xdel("rss:queue", waiting);

        assertThat(admin.run("queue").out()).contains("lag unknown");
        assertThat(admin.run("queue", "--json").json().path("lag").asText()).isEqualTo("unknown");
    }

    @Test
    void queue_without_a_group_says_how_to_make_it() {
        assertThat(admin.run("queue").out()).contains("group vexy: not there. Run: ./admin setup");
    }

    @Test
    void dead_letters_are_listed_and_shown_without_steering_the_terminal() {
        state.dead(SampleState.DEAD_ID, SampleState.GIVEN_UP, "429 too many requests", "Gold is\u001b[31m red");

        assertThat(admin.run("dead", "list").out().lines().skip(2))
                .singleElement()
                .asString()
                .matches("1795348800000-0  " + SampleState.GIVEN_UP
                        + "  .*  5 +429 too many requests  Gold is \\[31m red");
        JsonNode shown = admin.run("dead", "show", SampleState.DEAD_ID).json();
        assertThat(shown.path("cause").asText()).isEqualTo("429 too many requests");
        assertThat(shown.path("item_exists").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead show 1", "dead show 1-1", "dead replay 1-1", "dead drop 1-1"})
    void a_dead_letter_that_is_not_there_is_a_no(String line) {
        Result result = admin.line(line);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains(" is no dead letter. Ids are in the first column of: ./admin dead list");
    }

    @Test
    void a_replayed_dead_letter_is_in_the_queue_as_it_was_and_gone_from_the_dead() {
        state.news();

        assertThat(admin.run("dead", "replay", SampleState.DEAD_ID).out().strip())
                .isEqualTo("Replayed 1 of 1");

        assertThat(redis.client().xlen("rss:queue:dead")).isZero();
        var queue = redis.client().xrange("rss:queue", "-", "+");
        assertThat(queue.get(queue.size() - 1).getFields())
                .containsOnlyKeys("uid", "url", "title", "source", "category")
                .containsEntry("uid", SampleState.GIVEN_UP);
    }

    @ParameterizedTest
    @CsvSource({
        "--cause 429, 2",
        "--cause TIMEOUT, 1",
        "--cause nothing, 0",
        "--uid u3, 1",
        "--older-than 1d, 2",
        "--older-than 1d --cause 429, 1",
        "--all, 3"
    })
    void filters_choose_which_dead_letters_are_replayed_or_dropped(String filter, int expected) {
        state.dead("1000000000000-0", "u1", "429 too many requests");
        state.dead("1000000000000-1", "u2", "timeout");
        state.dead(System.currentTimeMillis() + "-0", "u3", "429 again");

        assertThat(admin.line("dead drop --dry-run " + filter).out().lines()).hasSize(expected);
        assertThat(redis.client().xlen("rss:queue:dead")).isEqualTo(3);
        assertThat(admin.line("dead drop " + filter).out().strip())
                .isEqualTo("Dropped " + expected + " of " + expected);
        assertThat(redis.client().xlen("rss:queue:dead")).isEqualTo(3 - expected);
        assertThat(redis.client().exists("rss:queue")).isFalse();
    }

    @Test
    void nothing_is_dropped_without_saying_what() {
        state.news();

        for (String line : List.of("dead drop", "dead replay", "dead", "dead drop --older-than yesterday"))
            assertThat(admin.line(line).code()).as(line).isEqualTo(2);
        assertThat(admin.line("dead drop").err()).startsWith("Say which: ids, --cause, --older-than, --uid, or --all");
        assertThat(redis.client().xlen("rss:queue:dead")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        SampleState.ANALYZED + ", analyzed",
        SampleState.WORKED_ON + ", being analyzed by vexy-a",
        SampleState.WAITING + ", waiting in the queue",
        SampleState.RETRIED + ", 'failed, waiting for its next attempt'",
        SampleState.GIVEN_UP + ", given up. Again: ./admin dead replay 1795348800000-0"
    })
    void trace_tells_where_an_item_is(String uid, String verdict) {
        state.news();

        Result trace = admin.run("trace", uid);

        assertThat(trace.code()).isZero();
        assertThat(trace.out()).startsWith(uid + ": " + verdict);
    }

    @Test
    void trace_tells_every_step_and_takes_the_beginning_of_a_uid() {
        state.news();

        Result trace = admin.run("trace", "356a");

        assertThat(trace.out().lines())
                .anyMatch(line -> line.matches("seen +20\\S+Z +a feed carried it [0-9] s ago, last"))
                .anyMatch("item      2026-11-22T12:00:01Z      tech: Chips are up"::equals)
                .anyMatch(line -> line.matches("queued +20\\S+Z +rss:queue \\d+-\\d+"))
                .anyMatch(
                        "analyzed  2026-11-22T12:00:00Z      bullish, impact high, by offline rules in attempt 1"
                                ::equals)
                .anyMatch(line -> line.matches("told +20\\S+Z +events:analysis \\d+-\\d+"));
        assertThat(admin.run("trace", "356a", "--json").json().path("now").asText())
                .isEqualTo("analyzed");
    }

    @Test
    void trace_of_an_unknown_item_is_a_no() {
        Result trace = admin.run("trace", "ffff");

        assertThat(trace.code()).isEqualTo(1);
        assertThat(trace.out()).startsWith("ffff: nobody has heard of it");
    }

    @Test
    void logs_are_filtered_by_level_service_and_channel() {
        state.log("errors", "WARN", "rss_agg", "slow")
                .log("errors", "ERROR", "vexy_ai", "broken \u001b[31m key=" + AdminRun.CANARY + "5").log(
                "heartbeats", "INFO", "rss_agg", "beat");

        assertThat(admin.run("logs").out().lines())
                .containsExactly(
                        "2026-11-22T12:00:00Z WARN  rss_agg/i1 feed: slow error=IOException",
                        "2026-11-22T12:00:00Z ERROR vexy_ai/i1 feed: broken  [31m key=*** error=IOException");
        assertThat(admin.line("logs --level error").out().lines()).hasSize(1);
        assertThat(admin.line("logs --service rss_agg").out().lines()).hasSize(1);
        assertThat(admin.line("logs -n 1").out()).contains("broken").doesNotContain("slow");
        assertThat(admin.line("logs --channel heartbeats").out()).contains("beat");
        assertThat(admin.line("logs --json -n 1").json().path("channel").asText())
                .isEqualTo("errors");
        assertThat(admin.line("logs --service nobody").err())
                .contains("no such record in log:errors:stream. Heartbeats are shown by --channel heartbeats");
        assertThat(admin.line("logs --channel heartbeats --service nobody")
                        .err()
                        .strip())
                .isEqualTo("admin: no such record in log:heartbeats:stream");
        assertThat(admin.line("logs --level loud").code()).isEqualTo(2);
    }

    @Test
    void logs_of_a_channel_that_is_not_there_are_refused_with_those_that_are() {
        state.log("trades", "INFO", "massive", "sold");

        Result result = admin.line("logs --channel nope");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("--channel nope is none of [errors, heartbeats, trades]");
        assertThat(admin.line("logs --channel errors").code()).isZero();
    }

    @Test
    void logs_are_followed_from_where_the_last_ones_end() throws Exception {
        state.log("errors", "WARN", "rss_agg", "before");
        var out = new StringWriter();
        var command = Admin.commandLine(dir, new StringReader(""), Verbs.ALL).setOut(new PrintWriter(out, true));
        var following = new Thread(() -> command.execute("logs", "-f", "--redis-url", redis.url()));
        following.start();
        await("the last ones").until(() -> out.toString().contains("before"));

        state.log("errors", "WARN", "rss_agg", "after");

        await("the next one").until(() -> out.toString().contains("after"));
        following.interrupt();
        following.join(10_000);
        assertThat(out.toString().lines()).hasSize(2);
    }
}
