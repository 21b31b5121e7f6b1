package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import marketswarm.redis.Json;

/** Runs the real command line, as somebody does in a directory, and looks that nothing secret is printed. */
record AdminRun(Path directory, String redisUrl, String answer) {

    static final String CANARY = "canary4f9a7c21d8e3";

    AdminRun(Path directory, String redisUrl) {
        this(directory, redisUrl, "");
    }

    /** What a verb did. */
    record Result(int code, String out, String err) {

        JsonNode json() {
            return Json.read(out, JsonNode.class);
        }
    }

    /** The same with something typed at its questions. */
    AdminRun answering(String text) {
        return new AdminRun(directory, redisUrl, text + "\n");
    }

    /** A line without its arguments' quoting: {@code run("register --service-id x")}. */
    Result line(String line) {
        return run(line.split(" "));
    }

    Result run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        String[] all = Stream.concat(Stream.of("--redis-url", redisUrl), Stream.of(args))
                .toArray(String[]::new);
        int code = Admin.commandLine(directory, new StringReader(answer), Verbs.in(args))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
        assertThat(out + "" + err)
                .as("output of %s", String.join(" ", args))
                .doesNotContain(CANARY)
                .doesNotContain("\tat ");
        return new Result(code, out.toString(), err.toString());
    }

    /** Writes both files. */
    void files(String truth, String secrets) {
        try {
            Files.writeString(directory.resolve("truth.json"), truth);
            Files.writeString(directory.resolve("truth_secrets.json"), secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads a truth with a news service that polls that often, and a secret. */
    Result loadPolling(int minutes) {
        files(
                """
                {"version":"1.%d","buses":{"market":{"url":"%s"}},
                 "components":{"rss_agg":{"poll_interval_min":%d},"massive":{}}}""".formatted(minutes, redisUrl, minutes),
                "{\"secrets\":{\"massive\":{\"api_key\":\"" + CANARY + minutes + "\"}}}");
        return run("load-truth");
    }
}
