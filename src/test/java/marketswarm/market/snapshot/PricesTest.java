package marketswarm.market.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.ManualClock;
import marketswarm.redis.pipe.Ids;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

class PricesTest {

    private static final long T0 = 1_764_000_000_000L;
    /** As {@link Ids} has it for an entry that Redis did not take. */
    private static final StreamEntryID REFUSED = new StreamEntryID(-1, 0);

    private final Prices prices =
            new Prices(new SnapshotBook(new ManualClock(), "ws"), new SnapshotStore(new Kept(), new ManualClock()));

    @Test
    void ticks_become_the_state_that_is_to_be_written_once() {
        prices.fold(List.of(trade("189", T0), trade("190", T0 + 1)), ids(id(5), id(6)));

        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "190")
                .containsEntry("last_id", "6-0");
        assertThat(prices.takeChanged()).isEmpty();
    }

    @Test
    void a_tick_that_redis_has_refused_is_in_no_state() {
        prices.fold(List.of(trade("189", T0), trade("190", T0 + 1)), ids(id(5), REFUSED));
        prices.foldHistory(List.of(trade("191", T0 + 2), trade("192", T0 + 3)), ids(REFUSED, REFUSED));

        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "189")
                .containsEntry("last_id", "5-0");
    }

    @Test
    void history_never_turns_the_last_id_back() {
        prices.fold(List.of(trade("189", T0)), ids(id(5)));
        prices.foldHistory(List.of(trade("180", T0 - 2), trade("181", T0 - 1)), ids(id(3), id(4)));
        prices.foldLate(List.of(trade("182", T0 - 1)), List.of("2-0"));

        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "189")
                .containsEntry("last_id", "5-0");
    }

    @Test
    void history_that_is_written_after_what_is_live_moves_the_last_id_and_not_the_price() {
        prices.fold(List.of(trade("189", T0)), ids(id(5)));
        prices.foldHistory(List.of(trade("180", T0 - 2), trade("181", T0 - 1)), ids(id(6), id(7)));

        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "189")
                .containsEntry("last_id", "7-0");
    }

    @Test
    void history_fills_a_symbol_of_which_nothing_is_known() {
        prices.foldHistory(List.of(trade("180", T0), trade("181", T0 + 1)), ids(id(6), id(7)));
        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "181")
                .containsEntry("last_id", "7-0");

        prices.foldLate(List.of(trade("182", T0 + 2)), List.of("8-0"));
        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "182")
                .containsEntry("last_id", "8-0");
    }

    @Test
    void what_rest_says_is_part_of_the_state() {
        prices.seed(List.of(rest("AAPL", "189.10"), rest("MSFT", "410.50")));

        Map<String, Map<String, String>> changed = prices.takeChanged();
        assertThat(changed.get("AAPL")).containsEntry("price", "189.10");
        assertThat(changed.get("MSFT")).containsEntry("price", "410.50");
    }

    @Test
    void what_redis_holds_is_gone_on_from() {
        prices.restore();
        assertThat(prices.takeChanged()).isEmpty();

        prices.fold(List.of(trade("188", T0 + 1)), ids(id(10)));

        assertThat(prices.takeChanged().get("AAPL"))
                .containsEntry("price", "188")
                .containsEntry("change", "1.00");
    }

    private static Ids ids(StreamEntryID... ids) {
        return Ids.of(List.of(ids));
    }

    private static StreamEntryID id(long ms) {
        return new StreamEntryID(ms, 0);
    }

    private static Tick trade(String price, long tsMs) {
        return new Trade(
                "AAPL", new BigDecimal(price), BigDecimal.ONE, 4, List.of(), "1", 1L, 3, null, null, tsMs, tsMs + 7);
    }

    private static Snapshot rest(String symbol, String price) {
        return new Snapshot(
                symbol,
                new BigDecimal(price),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                T0,
                null,
                null,
                null,
                "rest");
    }

    /** Holds one symbol. */
    private static final class Kept extends UnifiedJedis {

        Kept() {
            super((ConnectionProvider) null, RedisProtocol.RESP2);
        }

        @Override
        public Set<String> smembers(String key) {
            return Set.of("AAPL");
        }

        @Override
        public Map<String, String> hgetAll(String key) {
            return Map.of(
                    "symbol",
                    "AAPL",
                    "price",
                    "189.10",
                    "prev_close",
                    "187.00",
                    "ts_ms",
                    Long.toString(T0),
                    "last_id",
                    "9-0");
        }
    }
}
