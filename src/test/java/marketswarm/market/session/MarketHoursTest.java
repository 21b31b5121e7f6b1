package marketswarm.market.session;

import static org.assertj.core.api.Assertions.assertThat;

import marketswarm.domain.MarketEvent;
import marketswarm.market.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketHoursTest {

    private final MarketHours hours = new MarketHours(new ManualClock());

    @Test
    void what_the_vendor_says_first_and_what_changes_then_is_told() {
        assertThat(hours.answered(200, now("open", "open", "open")))
                .extracting(MarketEvent::type, MarketEvent::symbol, MarketEvent::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("market.status", "stocks", "market: stocks: open"),
                        org.assertj.core.groups.Tuple.tuple("market.status", "crypto", "market: crypto: open"),
                        org.assertj.core.groups.Tuple.tuple("market.status", "forex", "market: forex: open"));
        assertThat(hours.answered(200, now("open", "open", "open"))).isEmpty();
        assertThat(hours.answered(200, now("extended-hours", "open", "open")))
                .singleElement()
                .satisfies(event -> assertThat(event.data())
                        .containsEntry("status", "extended-hours")
                        .containsEntry("before", "open"));
    }

    @ParameterizedTest
    @CsvSource({
        "stocks, false",
        "options, false",
        "indices, false",
        "crypto, true",
        "forex, false",
        "futures/cme, false"
    })
    void each_cluster_has_the_hours_of_its_market(String cluster, boolean open) {
        hours.answered(200, now("extended-hours", "open", "closed"));
        assertThat(hours.isOpen(cluster)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "500, '{\"market\":\"closed\"}'",
        "200, ''",
        "200, 'oops'",
        "200, '[1]'",
        "200, '{\"market\":{\"a\":1}}'",
        "200, '{\"market\":\"open\\nfake\"}'"
    })
    void an_answer_that_is_none_changes_nothing(int status, String body) {
        hours.answered(200, now("open", "open", "open"));
        assertThat(hours.answered(status, body)).isEmpty();
        assertThat(hours.isOpen("stocks")).isTrue();
    }

    @Test
    void a_market_of_which_nothing_is_known_is_not_open() {
        assertThat(hours.isOpen("stocks")).isFalse();
    }

    private static String now(String market, String crypto, String forex) {
        return "{\"market\":\"" + market + "\",\"currencies\":{\"crypto\":\"" + crypto + "\",\"fx\":\"" + forex
                + "\"}}";
    }
}
