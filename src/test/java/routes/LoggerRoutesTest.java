package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marketswarm.RunningServices;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** What the logger prints and keeps, alone and as one of two. */
class LoggerRoutesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String EVERYTHING = "{}";

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void listenNoMore() {
        System.setOut(before);
    }

    @Test
    void what_was_told_before_the_first_start_is_printed_too() {
        tell("errors", "early");

        try (var logger = logger("a", EVERYTHING)) {
            until("early");
        }
        assertThat(lines())
                .containsExactly(
                        "{\"channel\":\"errors\",\"level\":\"WARN\",\"service\":\"massive\",\"message\":\"early\"}");
    }

    @Test
    void a_restarted_logger_neither_repeats_nor_skips() {
        try (var logger = logger("a", EVERYTHING)) {
            tell("errors", "one");
            until("one");
        }
        tell("errors", "two");
        tell("audit", "three");

        try (var logger = logger("b", EVERYTHING)) {
            tell("errors", "four");
            until("four");
        }

        assertThat(messages()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void of_two_loggers_one_prints_and_the_other_goes_on_where_it_stopped() {
        var first = logger("a", EVERYTHING);
        try (var second = logger("b", EVERYTHING)) {
            List<String> told =
                    IntStream.range(0, 200).mapToObj(i -> "record " + i).toList();
            told.subList(0, 100).forEach(message -> tell("errors", message));
            until("record 50");
            first.close();
            told.subList(100, 200).forEach(message -> tell("errors", message));

            until("record 199");
            assertThat(messages()).isEqualTo(told);
        }
    }

    @Test
    void only_what_truth_wants_to_see_is_printed_and_the_rest_is_counted() {
        String filter = """
                {"format": "text", "filter": {"level": "warn", "services": ["massive"], "pattern": "socket", "except": "lost$"}}""";
        try (var logger = logger("a", filter)) {
            add("errors", Map.of("level", "INFO", "service", "massive", "message", "socket quiet", "ts_ms", "0"));
            add("errors", Map.of("level", "WARN", "service", "rss_agg", "message", "socket of another", "ts_ms", "0"));
            add("errors", Map.of("level", "WARN", "service", "massive", "message", "no match", "ts_ms", "0"));
            add("errors", Map.of("level", "WARN", "service", "massive", "message", "socket lost", "ts_ms", "0"));
            add(
                    "errors",
                    Map.of(
                            "level",
                            "ERROR",
                            "service",
                            "all,massive",
                            "instance",
                            "i1",
                            "message",
                            "socket\ndown",
                            "ts_ms",
                            "0"));
            until("down");

            assertThat(lines()).containsExactly("1970-01-01T00:00:00Z ERROR all,massive/i1 socket down");
            assertThat(logger.progress("logger")).containsEntry("printed", "1").containsEntry("hidden", "4");
        }
    }

    @Test
    void another_filter_holds_for_the_next_record() {
        try (var logger = logger("a", EVERYTHING)) {
            tell("errors", "seen");
            until("seen");

            logger.replaceTruth(truth("{\"filter\": {\"level\": \"error\"}}"));
            tell("errors", "not any more");
            await().until(() -> logger.progress("logger").get("hidden").equals("1"));
        }
        assertThat(messages()).containsExactly("seen");
    }

    @Test
    void log_streams_keep_what_truth_says_also_those_that_nobody_follows() {
        for (int i = 0; i < 300; i++) tell("errors", "new " + i);
        redis.client().xadd("log:unfollowed:stream", new StreamEntryID("1000-0"), Map.of("message", "old"));
        tell("unfollowed", "new");

        try (var logger = logger("a", "{\"retention\": {\"max_entries\": 100, \"max_age_hours\": 1}}")) {
            await().until(() -> redis.client().xlen("log:unfollowed:stream") == 1);
            await().until(() -> redis.client().xlen("log:errors:stream") == 100);
            await().until(() -> logger.progress("logger").get("trimmed").equals("201"));
        }
        assertThat(redis.client()
                        .xrange("log:unfollowed:stream", "-", "+")
                        .get(0)
                        .getFields())
                .containsEntry("message", "new");
    }

    private void until(String message) {
        await(message).until(() -> printed.toString(StandardCharsets.UTF_8).contains(message));
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{\"channel\"") || line.startsWith("1970"))
                .toList();
    }

    private List<String> messages() {
        return lines().stream()
                .map(line -> line.replaceFirst(".*\"message\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static void tell(String channel, String message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("level", "WARN");
        fields.put("service", "massive");
        fields.put("message", message);
        add(channel, fields);
    }

    private static void add(String channel, Map<String, String> fields) {
        redis.client().xadd("log:" + channel + ":stream", StreamEntryID.NEW_ENTRY, fields);
    }

    private static RunningServices logger(String instance, String settings) {
        return new RunningServices(instance, redis.url(), truth(settings), Clock.systemUTC(), List.of("logger"));
    }

    private static String truth(String settings) {
        String channels = "{\"log_channels\": [\"errors\", \"audit\"]";
        return "{\"version\": \"t1\", \"components\": {\"logger\": " + channels
                + (settings.equals(EVERYTHING) ? "" : ", " + settings.substring(1, settings.length() - 1)) + "}}}";
    }
}
