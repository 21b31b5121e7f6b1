package marketswarm.market.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marketswarm.domain.MarketEvent;
import marketswarm.market.ManualClock;
import marketswarm.truth.Settings.Massive.Watch;
import org.junit.jupiter.api.Test;

class MarketWatchTest {

    private final ManualClock clock = new ManualClock();
    private final MarketWatch watch = new MarketWatch(() -> new Watch(2, 60, 5, 300, List.of(17), List.of(18)), clock);

    @Test
    void a_price_that_runs_away_within_the_window_is_told_once_in_a_while() {
        assertThat(price("100", 0)).isEmpty();
        assertThat(price("101.9", 40)).isEmpty();
        assertThat(price("102.5", 10))
                .singleElement()
                .satisfies(event -> assertThat(event.message()).isEqualTo("market: AAPL up 2.50 % in 60 s, to 102.5"));
        assertThat(price("103", 5)).isEmpty();
        assertThat(price("103.1", 280)).isEmpty();
        assertThat(price("100", 60))
                .extracting(MarketEvent::message)
                .containsExactly("market: AAPL down 3.01 % in 60 s, to 100");
    }

    @Test
    void a_price_that_creeps_is_no_sharp_move() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> price("10" + i / 20 + "." + i % 20 / 2, 60)))
                .allMatch(List::isEmpty);
    }

    @Test
    void a_minute_that_trades_many_times_the_usual_volume_is_told() {
        int volume = 0;
        for (int second = 0; second < 900; second += 10)
            assertThat(volume(volume += 10, 10)).isEmpty();
        assertThat(volume(volume + 400, 10))
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .extracting(MarketEvent::type, MarketEvent::symbol)
                        .containsExactly("volume.spike", "AAPL"));
    }

    @Test
    void a_new_day_that_begins_at_nothing_is_no_spike() {
        for (int second = 0; second < 900; second += 10) volume(100_000 + second, 10);
        assertThat(volume(5, 10)).isEmpty();
        assertThat(volume(5_000, 10)).isEmpty();
    }

    private List<MarketEvent> price(String price, int afterSeconds) {
        clock.advance(Duration.ofSeconds(afterSeconds));
        return watch.look(Map.of("AAPL", Map.of("price", price)));
    }

    private List<MarketEvent> volume(int volume, int afterSeconds) {
        clock.advance(Duration.ofSeconds(afterSeconds));
        return watch.look(Map.of("AAPL", Map.of("day_volume", String.valueOf(volume))));
    }
}
