package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RedisProcess;
import marketswarm.testing.SlotMove;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** On a Redis Cluster nothing is lost and nothing written twice while it is away, as long as there is room. */
class PatientWriterTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long PLENTY = 64 << 20;

    @TempDir
    Path folder;

    private RedisProcess redis;
    private UnifiedJedis client;
    private long room = PLENTY;
    private final List<String> folded = new CopyOnWriteArrayList<>();
    private final List<Tick> foldedLate = new CopyOnWriteArrayList<>();
    private final LostTicks lost = new LostTicks();
    private PatientWriter writer;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.cluster(folder, "cluster-password");
        client = RedisServers.open(redis.clusterUrl(), "test");
        writer = new PatientWriter(
                client,
                new TickWriter("ws", () -> 1_000_000),
                new TickWriter("backfill", () -> 1_000_000),
                new MarketEventWriter(() -> 1_000),
                () -> room,
                (ticks, ids) ->
                        IntStream.range(0, ids.size()).forEach(i -> folded.add(seq(ticks.get(i)) + " " + ids.text(i))),
                (ticks, ids) -> foldedLate.addAll(ticks),
                lost);
    }

    @AfterEach
    void stop() throws Exception {
        writer.close();
        client.close();
        redis.close();
    }

    @Test
    void what_comes_while_the_cluster_is_killed_again_and_again_is_written_once_and_in_order() throws Exception {
        int offered = 0;
        for (int crash = 0; crash < 3; crash++) {
            for (int i = 0; i < 300; i++) offer(offered++);
            redis.kill();
            for (int i = 0; i < 100; i++) offer(offered++);
            redis.start();
        }
        int all = offered;

        await().atMost(LONG).until(() -> writer.isUntil(writer.mark()));
        assertThat(seqs("AAPL")).isEqualTo(numbers(0, all, 2));
        assertThat(seqs("MSFT")).isEqualTo(numbers(1, all, 2));
        assertThat(folded).hasSize(all).last().asString().startsWith(all - 1 + " ");
        assertThat(lost.of("stocks")).isEmpty();
        assertThat(foldedLate).isEmpty();
    }

    @Test
    void slots_that_move_to_another_server_under_load_lose_and_repeat_nothing() throws Exception {
        try (RedisProcess other = RedisProcess.clusterNode(folder.resolve("other"), redis.password());
                SlotMove moves = SlotMove.between(redis, other)) {
            int offered = 0;
            for (String symbol : List.of("AAPL", "MSFT")) {
                for (int i = 0; i < 1_000; i++) offer(offered++);
                moves.move("market:tick:" + symbol + ":stream");
                for (int i = 0; i < 1_000; i++) offer(offered++);
            }
            int all = offered;

            await().atMost(LONG).until(() -> writer.isUntil(writer.mark()));
            assertThat(seqs("AAPL")).isEqualTo(numbers(0, all, 2));
            assertThat(seqs("MSFT")).isEqualTo(numbers(1, all, 2));
            assertThat(folded).hasSize(all);
            try (UnifiedJedis there = other.open()) {
                assertThat(there.xlen("market:tick:AAPL:stream")).isEqualTo(all / 2);
            }
        }
    }

    @Test
    void what_has_arrived_without_an_answer_is_found_at_the_end_of_its_stream() {
        List<Tick> batch = List.of(trade(0), trade(1), trade(2), trade(3), trade(4));
        new TickWriter("ws", () -> 1_000).append(client, "", List.of(trade(-2), trade(0), trade(2), trade(1)));

        List<String> ids = new ArrayList<>(ClusterTail.ids(client, batch));

        assertThat(ids.subList(0, 3)).doesNotContainNull();
        assertThat(ids.subList(3, 5)).containsOnlyNulls();
    }

    @Test
    void an_event_stands_before_the_ticks_that_came_after_it() {
        offer(0);
        writer.events().append(client, "events:market", List.of(event()));
        offer(2);

        await().atMost(LONG).until(() -> seqs("AAPL").size() == 2);
        String told = client.xrange("events:market", (StreamEntryID) null, null)
                .get(0)
                .getID()
                .toString();
        assertThat(new StreamEntryID(told).getTime())
                .isLessThanOrEqualTo(client.xrange("market:tick:AAPL:stream", (StreamEntryID) null, null)
                        .get(1)
                        .getID()
                        .getTime());
    }

    @Test
    void a_key_of_another_kind_holds_nothing_up() {
        client.set("market:tick:AAPL:stream", "not a stream");

        offer(0);
        offer(1);

        await().atMost(LONG).until(() -> writer.isUntil(writer.mark()));
        offer(3);
        await().atMost(LONG).until(() -> seqs("MSFT").contains(3));
    }

    @Test
    void a_cluster_that_has_forgotten_what_it_had_taken_is_found_out() throws Exception {
        offer(0);
        await().atMost(LONG).until(() -> seqs("AAPL").size() == 1);
        client.del("market:tick:AAPL:stream");
        redis.kill();
        offer(2);
        redis.start();

        await().atMost(LONG).ignoreExceptions().until(() -> seqs("AAPL").contains(2));
        assertThat(seqs("AAPL")).hasSize(1);
        assertThat(lost.of("stocks")).isNotEmpty();
    }

    @Test
    void what_finds_no_room_is_told() throws Exception {
        room = 10_000;
        redis.kill();

        for (int i = 0; i < 1_000; i++) offer(i);

        int kept = 1_000 - (int) lost.of("stocks").iterator().next().ticks();
        assertThat(kept).isLessThan(1_000);
        redis.start();
        await().atMost(LONG).until(() -> writer.isUntil(writer.mark()));
        assertThat(seqs("AAPL").size() + seqs("MSFT").size()).isEqualTo(kept);
    }

    private void offer(int seq) {
        writer.ticks().append(client, "", List.of(trade(seq)));
    }

    private static Tick trade(int seq) {
        return new Trade(
                seq % 2 == 0 ? "AAPL" : "MSFT",
                new BigDecimal("189.10"),
                BigDecimal.ONE,
                4,
                List.of(),
                "t" + seq,
                (long) seq,
                null,
                null,
                null,
                1_764_000_000_000L + seq,
                1_764_000_000_100L + seq);
    }

    private static MarketEvent event() {
        return new MarketEvent("gap.open", "stocks", "warning", "market: stocks: a gap", 1_764_000_000_000L, Map.of());
    }

    private static long seq(Tick tick) {
        return ((Trade) tick).seq();
    }

    private List<Integer> seqs(String symbol) {
        return client.xrange("market:tick:" + symbol + ":stream", (StreamEntryID) null, null).stream()
                .map(entry -> Integer.valueOf(entry.getFields().get("seq")))
                .toList();
    }

    private static List<Integer> numbers(int from, int to, int step) {
        return IntStream.iterate(from, i -> i < to, i -> i + step).boxed().toList();
    }
}
