package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import marketswarm.gateway.Seats.Seat;
import marketswarm.truth.Settings;
import org.junit.jupiter.api.Test;

class SeatsTest {

    private static final Seat ONE = new Seat("10.0.0.1", Optional.of("a"));

    @Test
    void there_are_so_many_in_all() {
        Seats seats = seats(2, 9, 9);
        assertThat(seats.take(ONE)).isTrue();
        assertThat(seats.take(new Seat("10.0.0.2", Optional.of("b")))).isTrue();
        assertThat(seats.take(new Seat("10.0.0.3", Optional.of("c")))).isFalse();
        seats.leave(ONE);
        assertThat(seats.take(new Seat("10.0.0.3", Optional.of("c")))).isTrue();
    }

    @Test
    void one_address_may_take_so_many() {
        Seats seats = seats(9, 1, 9);
        assertThat(seats.take(ONE)).isTrue();
        assertThat(seats.take(new Seat("10.0.0.1", Optional.empty()))).isFalse();
        assertThat(seats.take(new Seat("10.0.0.2", Optional.empty()))).isTrue();
    }

    @Test
    void one_token_may_take_so_many() {
        Seats seats = seats(9, 9, 1);
        assertThat(seats.take(ONE)).isTrue();
        assertThat(seats.take(new Seat("10.0.0.2", Optional.of("a")))).isFalse();
        assertThat(seats.take(new Seat("10.0.0.2", Optional.of("b")))).isTrue();
    }

    private static Seats seats(int all, int perAddress, int perToken) {
        return new Seats(() -> new Settings.SseGateway(
                new Settings.Meta(null, null, null),
                new Settings.Management("127.0.0.1", 0, ""),
                "127.0.0.1",
                0,
                all,
                perAddress,
                perToken,
                List.of(),
                false));
    }
}
