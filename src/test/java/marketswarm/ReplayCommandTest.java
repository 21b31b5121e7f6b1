package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Simulator;
import marketswarm.market.recording.RecordSettings;
import marketswarm.market.recording.Recorder;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import redis.clients.jedis.resps.StreamEntry;

/** What the massive service has recorded, played again. */
class ReplayCommandTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Instant THEN = Instant.parse("2026-11-03T14:30:30Z");

    @TempDir
    Path directory;

    private final StringWriter output = new StringWriter();

    @Test
    void what_was_recorded_becomes_the_same_entries_again() throws Exception {
        try (var simulator =
                        Simulator.start(Options.defaults().withHistory(A_MINUTE).withTicksPerSecond(40));
                var services = new RunningServices(redis.url(), truth(simulator), Clock.systemUTC(), "massive")) {
            await().atMost(A_MINUTE).until(() -> redis.client().xlen("market:tick:AAPL:stream") > 60);
            assertThat(services.progress("massive").get("stocks_recorded")).isNotEqualTo("0");
            assertThat(services.progress("massive")).containsEntry("stocks_not_recorded", "0");
        }
        Map<String, List<Map<String, String>>> live = streams();
        redis.client().flushAll();

        assertThat(replay("--speed", "0")).as(output.toString()).isZero();

        Map<String, List<Map<String, String>>> again = streams();
        assertThat(again.values())
                .allSatisfy(entries -> assertThat(entries).allMatch(entry -> "replay".equals(entry.remove("origin"))));
        assertThat(without(again, "received_ms")).isEqualTo(without(live, "received_ms"));
        assertThat(redis.client().hgetAll("market:snapshot:AAPL")).containsKeys("price", "bid", "last_id");
        assertThat(output.toString()).containsPattern("replay: 100 %  [\\d,]+ frames  [\\d,]+ ticks  0 malformed");
    }

    @Test
    void the_same_files_give_the_same_entries_in_whatever_order_they_are_named() throws Exception {
        record("stocks", THEN, trade(1), trade(2));
        record(
                "crypto",
                THEN.plusMillis(1),
                "[{\"ev\":\"XT\",\"pair\":\"BTC-USD\",\"p\":92418.55,\"i\":\"7\",\"t\":1790000000123}]");
        record("stocks", THEN.plusMillis(2), trade(3));
        List<Path> files = recordings();

        play(files);
        Map<String, List<Map<String, String>>> once = streams();
        redis.client().flushAll();
        play(List.of(files.get(2), files.get(0), files.get(1)));

        assertThat(streams()).isEqualTo(once);
        assertThat(once.get("market:tick:AAPL:stream"))
                .extracting(entry -> entry.get("trade_id"))
                .containsExactly("1", "2", "3");
        assertThat(once.get("market:tick:X:BTCUSD:stream").get(0))
                .containsEntry("received_ms", Long.toString(THEN.toEpochMilli() + 1));
    }

    @Test
    void recorded_time_passes_as_many_times_as_fast_as_asked() throws Exception {
        record("stocks", THEN, trade(1));
        record("stocks", THEN.plusSeconds(2), trade(2));
        long start = System.nanoTime();

        assertThat(replay("--speed", "4")).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(redis.client().xlen("market:tick:AAPL:stream")).isEqualTo(2);
    }

    @Test
    void beside_live_prices_nothing_is_played_unless_that_is_wanted() throws Exception {
        record("stocks", THEN, trade(1));
        redis.client().set("svc:hb:massive", "1");

        assertThat(replay("--speed", "0")).isNotZero();
        assertThat(output.toString())
                .contains("replay: massive is running, and live and replayed prices of one symbol would mix."
                        + " Stop it first, or give --force");
        assertThat(redis.client().exists("market:tick:AAPL:stream")).isFalse();

        assertThat(replay("--speed", "0", "--force")).isZero();
        assertThat(redis.client().xlen("market:tick:AAPL:stream")).isEqualTo(1);
    }

    @Test
    void broken_frames_are_counted_and_played_over() throws Exception {
        record("stocks", THEN, "[{\"ev\":\"T\",\"sym\":", "nonsense", trade(1));

        assertThat(replay("--speed", "0")).isZero();

        assertThat(output.toString()).contains("3 frames  1 ticks  2 malformed");
    }

    @Test
    void a_file_that_ends_in_the_middle_is_played_up_to_there_and_named() throws Exception {
        record(
                "stocks",
                THEN,
                Stream.iterate(1, n -> n + 1)
                        .limit(500)
                        .map(n -> trade(n * 7919))
                        .toArray(String[]::new));
        Path file = recordings().get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        assertThat(replay("--speed", "0")).isZero();

        assertThat(output.toString()).contains(file + " ends in the middle; read up to there");
    }

    @Test
    void what_cannot_be_played_is_said_in_a_line() throws Exception {
        Path prose = Files.writeString(directory.resolve("prose"), "once upon a time");

        assertThat(execute(directory.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(execute(prose.toString())).isEqualTo(2);
        assertThat(execute()).isEqualTo(2);

        assertThat(output.toString())
                .contains("replay: there is no file " + directory.resolve("nowhere"))
                .contains("replay: " + prose + " is no recording: ")
                .contains("Missing required parameter: 'FILE'")
                .doesNotContain("\tat ");
    }

    @Test
    void a_redis_that_does_not_answer_is_said_in_a_line() throws Exception {
        record("stocks", THEN, trade(1));

        assertThat(execute(recordings().get(0).toString(), "--redis-url", "redis://127.0.0.1:1"))
                .isEqualTo(2);

        assertThat(output.toString()).startsWith("truth: Redis at redis://127.0.0.1:1 ");
    }

    private String truth(Simulator simulator) {
        return """
                {"version": "t1",
                 "components": {"massive": {"meta": {"name": "Massive", "service_id": "massive"},
                   "rest_url": "%s", "snapshot_poll_sec": 3600, "backfill": {"enabled": false},
                   "record": {"directory": "%s"},
                   "clusters": {"stocks": {"ws_url": "%s", "symbols": ["AAPL", "MSFT"], "channels": ["T", "Q"]}}}},
                 "secrets": {"massive": {"api_key": "demo"}}}""".formatted(simulator.restUrl(), directory, simulator.wsUrl("stocks"));
    }

    private static String trade(int id) {
        return "[{\"ev\":\"T\",\"sym\":\"AAPL\",\"x\":4,\"i\":\"" + id
                + "\",\"p\":189.10,\"s\":100,\"t\":1764000000123}]";
    }

    private void record(String cluster, Instant at, String... frames) {
        var settings = new RecordSettings(Optional.of(directory), 1 << 20, A_MINUTE, 1 << 30);
        try (var recorder = new Recorder(cluster, () -> settings, Clock.fixed(at, ZoneOffset.UTC))) {
            recorder.start();
            for (String frame : frames) recorder.keep(frame);
        }
    }

    private int replay(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        recordings().forEach(file -> arguments.add(file.toString()));
        arguments.addAll(List.of("--redis-url", redis.url()));
        return execute(arguments.toArray(String[]::new));
    }

    private void play(List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("--speed", "0", "--redis-url", redis.url()));
        files.forEach(file -> arguments.add(file.toString()));
        assertThat(execute(arguments.toArray(String[]::new))).isZero();
    }

    private int execute(String... arguments) {
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(output))
                .setExecutionExceptionHandler(new Main.OneLine())
                .execute(arguments);
    }

    private List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".frames.zst"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, List<Map<String, String>>> streams() {
        Map<String, List<Map<String, String>>> streams = new TreeMap<>();
        for (String key : redis.client().keys("market:tick:*")) {
            streams.put(
                    key,
                    redis.client().xrange(key, "-", "+").stream()
                            .map(StreamEntry::getFields)
                            .toList());
        }
        return streams;
    }

    private static Map<String, List<Map<String, String>>> without(
            Map<String, List<Map<String, String>>> streams, String field) {
        streams.values().forEach(entries -> entries.forEach(entry -> entry.remove(field)));
        return streams;
    }
}
