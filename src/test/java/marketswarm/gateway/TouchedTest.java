package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TouchedTest {

    private final Touched touched = new Touched();

    @Test
    void a_symbol_that_was_quiet_is_read_at_once_and_again_when_its_snapshot_must_have_been_written() {
        touched.touch("AAPL", 1_000);

        assertThat(touched.due(1_010)).containsExactly("AAPL");
        assertThat(touched.due(1_060)).isEmpty();
        assertThat(touched.due(1_260)).containsExactly("AAPL");
        assertThat(touched.due(1_510)).isEmpty();
    }

    @Test
    void a_busy_symbol_is_read_four_times_a_second() {
        int reads = 0;
        for (long now = 0; now < 1_000; now += 50) {
            touched.touch("AAPL", now);
            reads += touched.due(now).size();
        }

        assertThat(reads).isEqualTo(4);
    }

    @Test
    void symbols_wait_for_themselves_only() {
        touched.touch("AAPL", 1_000);
        assertThat(touched.due(1_000)).containsExactly("AAPL");

        touched.touch("MSFT", 1_050);

        assertThat(touched.due(1_050)).containsExactly("MSFT");
    }
}
