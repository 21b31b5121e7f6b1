package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.IndexValue;
import marketswarm.domain.RawTick;
import marketswarm.domain.Trade;
import org.junit.jupiter.api.Test;

class TickEntriesTest {

    private static final Trade TRADE = new Trade(
            "X:BTCUSD",
            new BigDecimal("1e-7"),
            new BigDecimal("1E+3"),
            3,
            List.of(1, 2),
            "a-1",
            9L,
            1,
            201,
            1_764_000_000_100L,
            1_764_000_000_123L,
            1_764_000_000_150L);

    @Test
    void a_trade_becomes_the_entry_of_the_contract() {
        var entry = TickEntries.of(TRADE, "backfill");

        assertThat(entry.key()).isEqualTo("market:tick:X:BTCUSD:stream");
        assertThat(entry.id()).isNull();
        assertThat(entry.fields())
                .hasToString(
                        "{type=trade, price=0.0000001, size=1000, exchange=3, conditions=1,2, trade_id=a-1, seq=9, "
                                + "tape=1, trf_id=201, trf_ts_ms=1764000000100, ts_ms=1764000000123, "
                                + "received_ms=1764000000150, origin=backfill}");
    }

    @Test
    void a_live_tick_does_not_say_where_it_comes_from() {
        assertThat(TickEntries.of(List.of(TRADE)).get(0).fields()).doesNotContainKey("origin");
    }

    @Test
    void a_channel_without_a_record_is_kept_as_it_came() {
        var raw = new RawTick("MSFT", "LULD", "{\"ev\":\"LULD\"}", 5, 6);
        assertThat(TickEntries.of(raw, "sim").fields())
                .hasToString("{type=luld, raw={\"ev\":\"LULD\"}, ts_ms=5, received_ms=6, origin=sim}");
    }

    @Test
    void an_index_has_a_value() {
        var value = new IndexValue("I:SPX", new BigDecimal("3988.50"), 5, 6);
        assertThat(TickEntries.of(value, "ws").fields())
                .hasToString("{type=value, value=3988.50, ts_ms=5, received_ms=6}");
    }
}
