package marketswarm.admin;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.admin.AdminRun.Result;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** The directory and the servers of the Admin Guide's reader, and what a command line of the guide does there. */
record GuideRun(Path directory, String redisUrl, UnifiedJedis redis) {

    private static final Set<String> ENDLESS = Set.of("-f", "--follow", "--watch");
    private static final Path SAMPLES = Path.of("truth-samples");

    /** After a while of work: two loads, services that beat, news in every state, and files edited since. */
    void someTimeLater() {
        String sample = sample("truth.json").replace("redis://market-redis:6379", redisUrl);
        write("truth.json", sample);
        write("truth_secrets.json", sample("truth_secrets.json").replace("PUT-YOUR-", "canary"));
        write(
                "broken.json",
                sample.replace("\"engine\": \"openai\"", "\"engine\": \"opena\"")
                        .replace("\"poll_interval_min\": 5", "\"poll_intervall_min\": 5"));
        run(List.of("load-truth"));
        write(
                "truth.json",
                sample.replace("1.0.0", "1.1.0").replace("\"poll_interval_min\": 5", "\"poll_interval_min\": 2"));
        run(List.of("load-truth"));
        write(
                "truth.json",
                sample.replace("1.0.0", "1.2.0")
                        .replace("\"poll_interval_min\": 5", "\"poll_interval_min\": 2")
                        .replace("[\"AAPL\", \"MSFT\"]", "[\"AAPL\", \"MSFT\", \"NVDA\"]"));
        try {
            Files.setPosixFilePermissions(
                    directory.resolve("truth_secrets.json"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String hash = redis.get("truth:hash");
        var state = new SampleState(redis).news().feedInTrouble();
        state.beating("rss_agg", "7f3a-k2x", hash, Map.of());
        state.beating("massive", "7f3b-p0d", hash, Map.of());
        state.beating("vexy_ai", "7f3c-a9q", hash, Map.of("restart_needed", "management.port"));
        redis.xadd("market:tick:AAPL:stream", StreamEntryID.NEW_ENTRY, Map.of("type", "trade"));
        redis.xadd("market:tick:MSFT:stream", StreamEntryID.NEW_ENTRY, Map.of("type", "trade"));
        state.log("errors", "WARN", "rss_agg", "feed does not answer url=https://x.test/feed");
        state.log("heartbeats", "INFO", "rss_agg", "beat");
    }

    /** Words after {@code ./admin}; ones that never end are stopped when they have shown something. */
    Result run(List<String> words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var command = Admin.commandLine(directory, new StringReader("y\n"), Verbs.in(words.toArray(String[]::new)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int[] code = {-1};
        var running = new Thread(() -> code[0] = command.execute(withUrl(words)));
        running.start();
        try {
            running.join(words.stream().anyMatch(ENDLESS::contains) ? 1_500 : 60_000);
            running.interrupt();
            running.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Result(code[0], here(out.toString()), here(err.toString()));
    }

    private String[] withUrl(List<String> words) {
        var all = new ArrayList<>(words);
        all.removeIf(word -> word.startsWith("redis://"));
        all.removeIf(word -> word.equals("--redis-url") || word.equals("--market-url"));
        all.add(0, "--redis-url=" + redisUrl);
        if (words.contains("--market-url")) all.add(1, "--market-url=" + redisUrl);
        return all.toArray(String[]::new);
    }

    private String here(String text) {
        return text.replace(directory + "/", "").replace(redisUrl, "redis://localhost:6379");
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sample(String name) {
        try {
            return Files.readString(SAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
