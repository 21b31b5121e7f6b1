package marketswarm.market.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.PriceBand;
import marketswarm.truth.Settings.Massive.Watch;
import org.junit.jupiter.api.Test;

class HaltsTest {

    private Watch watch = new Watch(2, 60, 5, 300, List.of(17), List.of(18));
    private final Halts halts = new Halts(() -> watch);

    @Test
    void a_halt_and_its_end_are_told_once_each() {
        List<MarketEvent> events = halts.of(List.of(band("MSFT", 17), band("MSFT", 17, 21), band("MSFT", 18)));

        assertThat(events).extracting(MarketEvent::type).containsExactly("halt", "resume");
        assertThat(events.get(0).symbol()).isEqualTo("MSFT");
        assertThat(events.get(0).message()).isEqualTo("market: MSFT: trading is halted");
        assertThat(events.get(0).tsMs()).isEqualTo(1_764_000_000_123L);
        assertThat(halts.of(List.of(band("MSFT", 18)))).isEmpty();
    }

    @Test
    void a_band_alone_is_no_halt() {
        assertThat(halts.of(List.of(band("MSFT", 21), band("MSFT")))).isEmpty();
    }

    @Test
    void a_halt_goes_on_while_the_bands_say_nothing_of_its_end() {
        halts.of(List.of(band("MSFT", 17)));

        assertThat(halts.of(List.of(band("MSFT"), band("MSFT", 21), band("AAPL", 18))))
                .isEmpty();
        assertThat(halts.of(List.of(band("MSFT", 18)))).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("resume");
            assertThat(event.severity()).isEqualTo("info");
            assertThat(event.message()).isEqualTo("market: MSFT: trading goes on");
            assertThat(event.data()).containsEntry("indicators", List.of(18));
        });
    }

    @Test
    void a_band_that_says_both_is_one_halt_however_often_it_comes() {
        assertThat(halts.of(List.of(band("MSFT", 17, 18), band("MSFT", 18, 17), band("MSFT", 18))))
                .extracting(MarketEvent::type)
                .containsExactly("halt", "resume");
    }

    @Test
    void a_symbol_can_be_halted_again_after_it_went_on() {
        assertThat(halts.of(List.of(band("MSFT", 17), band("MSFT", 18), band("MSFT", 17))))
                .extracting(MarketEvent::type)
                .containsExactly("halt", "resume", "halt");
    }

    @Test
    void without_bands_truth_is_not_asked() {
        assertThat(new Halts(() -> {
                            throw new AssertionError("asked");
                        })
                        .of(List.of()))
                .isEmpty();
    }

    @Test
    void what_counts_stands_in_truth_and_can_change() {
        watch = new Watch(2, 60, 5, 300, List.of(99), List.of());

        assertThat(halts.of(List.of(band("A", 17), band("B", 99))))
                .extracting(MarketEvent::symbol)
                .containsExactly("B");
    }

    private static PriceBand band(String symbol, Integer... indicators) {
        return new PriceBand(symbol, null, null, List.of(indicators), 3, 1L, 1_764_000_000_123L, 1_764_000_000_200L);
    }
}
