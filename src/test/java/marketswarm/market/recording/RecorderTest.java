package marketswarm.market.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marketswarm.domain.RawFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-03T14:30:30.125Z"), ZoneOffset.UTC);

    @TempDir
    Path directory;

    private final AtomicReference<RecordSettings> settings = new AtomicReference<>();

    @Test
    void frames_come_back_as_they_were() throws Exception {
        List<String> frames =
                List.of("[{\"ev\":\"T\"}]", "", "[broken\nin two lines", "[\"Zürich €\"]", "1 2 3\n4 5 6");
        record(to(directory), frames);

        assertThat(read(only(directory)))
                .isEqualTo(frames.stream()
                        .map(text -> new RawFrame("stocks", 1_793_716_230_125L, text))
                        .toList());
        assertThat(only(directory).getFileName()).hasToString("stocks-20261103T143030.125Z.frames.zst");
    }

    @Test
    void nothing_is_written_while_no_directory_is_named() throws Exception {
        record(new RecordSettings(Optional.empty(), 1 << 20, A_MINUTE, 1 << 30), List.of("[]"));

        assertThat(Files.list(directory)).isEmpty();
    }

    @Test
    void recording_begins_and_ends_while_it_runs() throws Exception {
        settings.set(new RecordSettings(Optional.empty(), 1 << 20, A_MINUTE, 1 << 30));
        try (var recorder = new Recorder("futures/cme", settings::get, CLOCK)) {
            recorder.start();
            recorder.keep("not recorded");
            settings.set(to(directory));
            await().atMost(A_MINUTE).until(() -> {
                recorder.keep("recorded");
                return recorder.progress().containsKey("recorded")
                        && !recorder.progress().get("recorded").equals("0");
            });
        }

        assertThat(read(only(directory)))
                .isNotEmpty()
                .allMatch(frame ->
                        frame.text().equals("recorded") && frame.cluster().equals("futures/cme"));
    }

    @Test
    void two_connections_share_a_file_and_one_that_ends_does_not_end_it() throws Exception {
        settings.set(to(directory));
        try (var recorder = new Recorder("stocks", settings::get, CLOCK)) {
            recorder.start();
            recorder.start();
            recorder.keep("of both");
            recorder.close();
            recorder.keep("of the one that is left");
        }

        assertThat(read(only(directory)))
                .extracting(RawFrame::text)
                .containsExactly("of both", "of the one that is left");
    }

    @Test
    void what_was_flushed_is_there_while_the_file_is_still_open() throws Exception {
        try (var file = RecordingFile.create(directory, "stocks", CLOCK.instant())) {
            file.add(new RawFrame("stocks", 1, "[1]"));
            file.flush();
            file.add(new RawFrame("stocks", 2, "[2]"));

            assertThat(read(only(directory))).containsExactly(new RawFrame("stocks", 1, "[1]"));
        }
    }

    @Test
    void a_torn_file_is_read_up_to_where_it_ends() throws Exception {
        record(
                to(directory),
                IntStream.range(0, 2_000).mapToObj(n -> "[" + n * 7919 + "]").toList());
        byte[] whole = Files.readAllBytes(only(directory));
        Path torn = directory.resolve("torn");
        Files.write(torn, Arrays.copyOf(whole, whole.length * 2 / 3));

        try (var reader = new RecordingReader(torn)) {
            List<RawFrame> frames = all(reader);
            assertThat(frames.size()).isLessThan(2_000);
            assertThat(reader.isTorn()).isTrue();
        }
    }

    @Test
    void files_are_ended_at_their_size_and_the_oldest_go() throws Exception {
        Files.writeString(directory.resolve("mine.txt"), "not a recording");
        settings.set(new RecordSettings(Optional.of(directory), 1, A_MINUTE, 1));
        try (var recorder = new Recorder("stocks", settings::get, CLOCK)) {
            recorder.start();
            for (String frame : List.of("[1]", "[2]", "[3]")) {
                recorder.keep(frame);
                await().ignoreExceptions()
                        .atMost(A_MINUTE)
                        .untilAsserted(() -> assertThat(read(only(directory)))
                                .containsExactly(new RawFrame("stocks", CLOCK.millis(), frame)));
            }
        }

        assertThat(directory.resolve("mine.txt")).exists();
    }

    @Test
    void a_directory_that_cannot_be_written_costs_the_recording_and_nothing_else() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");
        settings.set(to(file.resolve("below")));
        try (var recorder = new Recorder("stocks", settings::get, CLOCK)) {
            recorder.start();
            recorder.keep("[]");

            await().atMost(A_MINUTE)
                    .until(() -> recorder.progress()
                            .getOrDefault("not_recorded", "0")
                            .equals("1"));
        }
    }

    @Test
    void what_was_recorded_before_a_kill_is_there_without_a_hole() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().ignoreExceptions()
                    .atMost(A_MINUTE)
                    .until(() -> read(only(directory)).size() > 500);
        } finally {
            process.destroyForcibly().waitFor();
        }

        List<RawFrame> frames = read(only(directory));
        assertThat(frames)
                .extracting(RawFrame::text)
                .isEqualTo(IntStream.range(0, frames.size())
                        .mapToObj(n -> "[" + n + "]")
                        .toList());
    }

    /** Records until it is killed. */
    static final class Endless {

        public static void main(String[] directory) throws InterruptedException {
            RecordSettings settings = to(Path.of(directory[0]));
            Recorder recorder = new Recorder("stocks", () -> settings, Clock.systemUTC());
            recorder.start();
            for (int n = 0; ; n++) {
                recorder.keep("[" + n + "]");
                if (n % 50 == 0) Thread.sleep(10);
            }
        }
    }

    @Test
    void what_waits_is_bounded_in_bytes_and_whoever_brings_more_is_not_held_up() {
        settings.set(to(directory));
        String large = "x".repeat(1 << 20);
        try (var recorder = new Recorder("stocks", settings::get, CLOCK)) {
            recorder.start();
            for (int n = 0; n < 400; n++) recorder.keep(large);

            await().atMost(A_MINUTE)
                    .until(() -> Integer.parseInt(recorder.progress().get("recorded"))
                                    + Integer.parseInt(recorder.progress().get("not_recorded"))
                            == 400);
            assertThat(recorder.progress().get("recorded")).isNotEqualTo("0");
        }
    }

    @Test
    void says_what_is_no_recording() throws Exception {
        Path file = Files.writeString(directory.resolve("prose"), "once upon a time");

        assertThatThrownBy(() -> new RecordingReader(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("replay: " + file + " is no recording: ");
        assertThatThrownBy(() -> new RecordingReader(directory.resolve("nowhere")))
                .hasMessage("replay: there is no file " + directory.resolve("nowhere"));
    }

    private void record(RecordSettings how, List<String> frames) {
        settings.set(how);
        try (var recorder = new Recorder("stocks", settings::get, CLOCK)) {
            recorder.start();
            frames.forEach(recorder::keep);
        }
    }

    private static RecordSettings to(Path directory) {
        return new RecordSettings(Optional.of(directory), 1 << 20, A_MINUTE, 1 << 30);
    }

    private static Path only(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(RecordFormat::isRecording)
                    .reduce((one, two) -> {
                        throw new AssertionError("more than one");
                    })
                    .orElseThrow();
        }
    }

    private static List<RawFrame> read(Path file) throws IOException {
        try (var reader = new RecordingReader(file)) {
            return all(reader);
        }
    }

    private static List<RawFrame> all(RecordingReader reader) {
        List<RawFrame> frames = new ArrayList<>();
        for (RawFrame frame = reader.next(); frame != null; frame = reader.next()) frames.add(frame);
        return frames;
    }
}
