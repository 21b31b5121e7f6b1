package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many commands a second a Redis takes on this machine from a client that does nothing but send them: the program
 * redis-benchmark where it is installed (Debian: redis-tools), else a client of ours that repeats encoded bytes.
 */
final class RedisLimit {

    private static final int CLIENTS = 4;
    private static final int PIPELINED = 64;
    private static final Pattern RATE = Pattern.compile("([\\d.]+) requests per second");

    private RedisLimit() {}

    /** What it is measured with, for the report. */
    static String tool() throws InterruptedException {
        return (isInstalled()
                        ? "redis-benchmark"
                        : "a client of ours that repeats encoded bytes, for want of redis-benchmark")
                + " -c " + CLIENTS + " -P " + PIPELINED;
    }

    /**
     * @param spread how many different numbers to put for {@code __rand_int__}
     * @param command its words
     * @return commands a second
     */
    static double perSecond(RedisServer redis, int commands, int spread, String... command) throws Exception {
        return isInstalled()
                ? byProgram(redis, commands, spread, command)
                : EncodedLoad.perSecond(redis.port(), CLIENTS, PIPELINED, commands, spread, command);
    }

    private static double byProgram(RedisServer redis, int commands, int spread, String... command)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("redis-benchmark", "-q", "-h", "127.0.0.1"));
        words.addAll(List.of("-p", "" + redis.port(), "-c", "" + CLIENTS, "-P", "" + PIPELINED));
        words.addAll(List.of("-n", "" + commands, "-r", "" + spread));
        words.addAll(List.of(command));
        Path output = Files.createTempFile("redis-benchmark", ".txt");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.waitFor();
            return last(Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    private static double last(String output) {
        Matcher matcher = RATE.matcher(output);
        double rate = Double.NaN;
        while (matcher.find()) rate = Double.parseDouble(matcher.group(1));
        if (Double.isNaN(rate)) throw new IllegalStateException("bench: redis-benchmark says: " + output);
        return rate;
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("redis-benchmark", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
