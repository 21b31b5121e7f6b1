package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import marketswarm.domain.MarketEvent;
import org.junit.jupiter.api.Test;

class MarketEventsTest {

    private static final MarketEvent EVENT = new MarketEvent(
            "subscription.rejected",
            "stocks",
            "warning",
            "market: stocks: ZZ.AAPL not acknowledged",
            1_764_000_000_123L,
            Map.of("topics", List.of("ZZ.AAPL"), "not_authorized", 0));

    @Test
    void an_event_becomes_the_entry_of_the_contract() {
        var entry = MarketEvents.entry(EVENT);

        assertThat(entry.key()).isEqualTo("events:market");
        assertThat(entry.fields())
                .hasToString("{type=subscription.rejected, symbol=stocks, severity=warning, "
                        + "message=market: stocks: ZZ.AAPL not acknowledged, ts_ms=1764000000123, "
                        + "data={\"not_authorized\":0,\"topics\":[\"ZZ.AAPL\"]}}");
    }

    @Test
    void what_was_written_is_read_back() {
        assertThat(MarketEvents.of(MarketEvents.entry(EVENT).fields())).isEqualTo(EVENT);
    }

    @Test
    void an_entry_without_a_severity_is_refused_by_name() {
        assertThatThrownBy(() -> MarketEvents.of(Map.of("type", "halt", "symbol", "AAPL")))
                .hasMessage("market: an event without severity");
    }
}
