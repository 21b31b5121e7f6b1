package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import marketswarm.domain.Trade;
import marketswarm.market.Identity;
import marketswarm.market.Shard;
import marketswarm.market.gap.Gap;
import marketswarm.market.stream.StoredTicks.Mark;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.truth.Settings.Massive;
import marketswarm.truth.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

class StoredTicksTest {

    private static final long NOON = 1_764_072_000_000L;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final StoredTicks stored = new StoredTicks(redis.client());

    @Test
    void the_delay_is_that_of_a_live_tick_also_when_the_newest_have_come_from_rest() {
        add(NOON, 7, Map.of());
        for (int i = 1; i <= 2_500; i++) add(NOON + i, 600_000, Map.of("origin", "backfill"));

        assertThat(stored.mark(List.of("AAPL"), NOON + 10_000)).contains(new Mark(NOON + 2_500, 7));
    }

    @Test
    void where_all_was_read_later_than_it_is_the_newest_stamp_is_the_end() {
        add(NOON, -60_000, Map.of());

        assertThat(stored.mark(List.of("AAPL"), NOON - 30_000)).contains(new Mark(NOON + 60_000, 0));
        assertThat(stored.mark(List.of("MSFT"), NOON - 30_000)).isEmpty();
    }

    @Test
    void where_the_clock_is_ahead_by_hours_the_end_is_where_the_newest_stamp_is() {
        add(NOON + 7_200_000, 7_200_000, Map.of());

        Mark end = stored.mark(List.of("AAPL"), NOON + 7_300_000).orElseThrow();
        assertThat(end.receivedMs() - end.delayMs()).isEqualTo(NOON);
        assertThat(Gap.after(end).fromMs()).isBetween(NOON - 10_000, NOON);
    }

    @Test
    void an_end_that_was_noted_before_older_ticks_were_written_is_given_once() {
        add(NOON, 7, Map.of());
        stored.noteEnds(Shard.WHOLE, truth("AAPL"), NOON + 1);
        add(NOON + 500, 7, Map.of());

        assertThat(stored.notedEnd("stocks")).contains(new Mark(NOON, 7));
        assertThat(stored.notedEnd("stocks")).isEmpty();
    }

    @Test
    void what_was_read_within_the_delay_that_is_assumed_is_known_when_the_gap_is_filled() {
        Gap gap = Gap.after(new Mark(NOON, StoredTicks.LATEST_DELAY_MS));

        assertThat(gap.storedFromMs()).isLessThan(gap.fromMs());
    }

    @Test
    void what_was_read_while_our_clock_was_wrong_counts_as_read() {
        trade("older", NOON - 200_000, NOON - 200_000);
        trade("1", NOON, NOON);
        trade("clock behind", NOON - 299_000, NOON + 1_000);
        trade("clock ahead", NOON + 302_000, NOON + 2_000);
        trade("2", NOON + 3_000, NOON + 3_000);
        trade("after the subscription", NOON + 5_000, NOON + 5_000);

        long afterwards = identity("after the subscription");
        Sightings seen = stored.between("AAPL", NOON - 60_000, NOON + 4_000, known -> known == afterwards);

        assertThat(List.of("older", "1", "clock behind", "clock ahead", "2", "after the subscription"))
                .extracting(id -> seen.count(identity(id)))
                .containsExactly(0, 1, 1, 1, 1, 0);
    }

    private static long identity(String tradeId) {
        return Identity.of(new Trade(
                "AAPL", BigDecimal.ONE, BigDecimal.TEN, null, List.of(), tradeId, null, null, null, null, NOON, NOON));
    }

    private static void trade(String id, long receivedMs, long tsMs) {
        redis.client()
                .xadd(
                        "market:tick:AAPL:stream",
                        StreamEntryID.NEW_ENTRY,
                        Map.of(
                                "type",
                                "trade",
                                "price",
                                "1",
                                "size",
                                "10",
                                "trade_id",
                                id,
                                "received_ms",
                                Long.toString(receivedMs),
                                "ts_ms",
                                Long.toString(tsMs)));
    }

    @Test
    void of_a_part_of_a_cluster_only_its_own_streams_count() {
        add(NOON, 7, Map.of());
        Shard with = Stream.of(new Shard(0, 2), new Shard(1, 2))
                .filter(shard -> shard.has("AAPL"))
                .findFirst()
                .orElseThrow();
        Shard without = new Shard(1 - with.number(), 2);

        stored.noteEnds(with, truth("AAPL"), NOON + 1);
        stored.noteEnds(without, truth("AAPL"), NOON + 1);

        assertThat(stored.notedEnd(with.label("stocks"))).contains(new Mark(NOON, 7));
        assertThat(stored.notedEnd(without.label("stocks"))).isEmpty();
    }

    private static Massive truth(String symbol) {
        ObjectNode document = Json.read("""
                {"version": "1", "components": {"massive": {"clusters": {"stocks":
                  {"ws_url": "wss://socket.massive.com/stocks", "symbols": ["%s"]}}}}}""".formatted(symbol), ObjectNode.class);
        return Truth.of(document).settings("massive", Massive.class);
    }

    private static void add(long receivedMs, long delayMs, Map<String, String> more) {
        var fields = new HashMap<>(more);
        fields.put("type", "value");
        fields.put("received_ms", Long.toString(receivedMs));
        fields.put("ts_ms", Long.toString(receivedMs - delayMs));
        redis.client().xadd("market:tick:AAPL:stream", StreamEntryID.NEW_ENTRY, fields);
    }
}
