package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.testing.RealRedis;
import marketswarm.testing.RedisProcess;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two processes share the symbols; one is killed, comes back and joins: every tick is in its stream once. */
class ShardsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final List<String> SYMBOLS =
            List.of("AAPL", "MSFT", "NVDA", "AMZN", "GOOGL", "META", "TSLA", "JPM", "XOM", "BRK.B", "SPY");

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Programs programs = new Programs();

    @TempDir
    private Path folder;

    private int port;

    @Test
    void shards_are_shared_taken_over_and_given_back_and_every_tick_is_there_once() throws Exception {
        port = RedisProcess.freePort();
        Program simulator = programs.marketswarm(
                "simulator", Map.of(), "simulator", "--port", String.valueOf(port), "--rate", "40");
        simulator.says("^REST +http://127\\.0\\.0\\.1:" + port + "$", PATIENCE);
        Tape tape = new Tape(port, SYMBOLS);
        load(4, SYMBOLS);
        new Services(redis.client()).register("massive", "massive", "massive");

        Program first = run("massive-1");
        first.says("marketswarm: ready", PATIENCE);
        await("one alone has all")
                .atMost(PATIENCE)
                .until(() -> shards("massive-1").equals("1,2,3,4 of 4"));
        run("massive-2").says("marketswarm: ready", PATIENCE);
        await("two have two each").atMost(PATIENCE).until(() -> count("massive-1") == 2 && count("massive-2") == 2);
        flows(tape, 4);

        first.kill();
        long killed = System.nanoTime();
        await("the other has all")
                .atMost(PATIENCE)
                .until(() -> shards("massive-2").equals("1,2,3,4 of 4"));
        long taken = System.nanoTime() - killed;
        flows(tape, 4);
        long flows = System.nanoTime() - killed;

        run("massive-1").says("marketswarm: ready", PATIENCE);
        await("two have two each again")
                .atMost(PATIENCE)
                .until(() -> count("massive-1") == 2 && count("massive-2") == 2);
        flows(tape, 4);
        load(2, SYMBOLS);
        await("another number is shared")
                .atMost(PATIENCE)
                .until(() -> count("massive-1") == 1
                        && count("massive-2") == 1
                        && (shards("massive-1") + shards("massive-2")).endsWith("of 2"));
        flows(tape, 2);
        tape.pause();

        Set<String> told = tape.told(redis.client());
        await("every tick")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Tape.without(told, tape.kept(redis.client())))
                        .as("ticks that no stream holds")
                        .isEmpty());
        assertThat(tape.kept(redis.client())).doesNotHaveDuplicates();
        System.out.printf(
                "shards: %,d ticks of %d symbols, none missing, none twice; those of a killed instance taken over after"
                        + " %.1f s, all flowing after %.1f s%n",
                told.size(), SYMBOLS.size(), taken / 1e9, flows / 1e9);
    }

    private Program run(String instance) {
        return programs.service(
                instance, Map.of("SERVICE_ID", "massive", "BOOTSTRAP_REDIS_URL", redis.url(), "INSTANCE_ID", instance));
    }

    private void load(int shards, List<String> symbols) throws IOException {
        ObjectNode truth = Installation.truth("127.0.0.1:" + port, Map.of());
        truth.put("version", "shards-" + shards);
        ObjectNode massive = truth.withObject("/components/massive");
        massive.put("shards", shards);
        massive.withObject("/management").put("port", 0);
        massive.withObject("/buffer").put("directory", folder.resolve("ticks").toString());
        ObjectNode stocks = massive.withObject("/clusters/stocks");
        stocks.putArray("channels").add("T").add("Q");
        symbols.forEach(stocks.putArray("symbols")::add);
        new TruthStore(redis.client()).load(truth.setAll(Installation.secrets(programs)));
    }

    private static String shards(String instance) {
        String shards = redis.client().hget("svc:hb:massive:" + instance, "shards");
        return shards == null ? "" : shards;
    }

    private static int count(String instance) {
        String shards = shards(instance);
        return shards.isEmpty() || shards.startsWith("none") ? 0 : shards.split(" ", 2)[0].split(",").length;
    }

    private int connections() throws IOException, InterruptedException {
        return Http.get("http://127.0.0.1:" + port + "/control/")
                .json()
                .path("connections")
                .asInt();
    }

    /** So many connections, and each stream grows. */
    private void flows(Tape tape, int connections) {
        await("all is connected").atMost(PATIENCE).until(() -> connections() == connections);
        List<Long> before = lengths(tape);
        await("all flows").atMost(PATIENCE).until(() -> grown(before, lengths(tape)));
    }

    private static boolean grown(List<Long> before, List<Long> now) {
        for (int i = 0; i < before.size(); i++) if (now.get(i) <= before.get(i)) return false;
        return true;
    }

    private static List<Long> lengths(Tape tape) {
        List<Long> lengths = new ArrayList<>();
        for (String symbol : tape.symbols()) lengths.add(redis.client().xlen("market:tick:" + symbol + ":stream"));
        return lengths;
    }
}
