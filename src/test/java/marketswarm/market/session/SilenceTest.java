package marketswarm.market.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {

    private final Silence silence = new Silence();

    @Test
    void it_is_too_long_once_and_twice_as_long_is_given_to_the_next_connection() {
        silence.connected(0);
        assertThat(silence.tooLong(59_999, 60_000)).isZero();
        assertThat(silence.tooLong(60_000, 60_000)).hasSeconds(60);

        silence.connected(61_000);
        assertThat(silence.tooLong(180_999, 60_000)).isZero();
        assertThat(silence.tooLong(181_000, 60_000)).hasSeconds(120);
    }

    @Test
    void a_tick_ends_it_and_what_was_before_is_forgotten() {
        silence.connected(0);
        silence.tooLong(60_000, 60_000);
        silence.heard(70_000);
        assertThat(silence.tooLong(129_999, 60_000)).isZero();
        assertThat(silence.tooLong(130_000, 60_000)).hasSeconds(60);
    }
}
