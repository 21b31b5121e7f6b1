package marketswarm.component.marketsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final RandomGenerator NO_JITTER = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return 0;
        }
    };

    @Test
    void pauses_double_from_a_quarter_second_to_half_a_minute() {
        Backoff backoff = new Backoff(NO_JITTER);

        assertThat(Stream.generate(() -> backoff.nextMs(0)).limit(10))
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void a_connection_of_ten_seconds_ends_the_series_and_a_shorter_one_does_not() {
        Backoff backoff = new Backoff(NO_JITTER);
        LongStream.range(0, 4).forEach(i -> backoff.nextMs(0));

        assertThat(backoff.nextMs(9_999)).isEqualTo(4_000);
        assertThat(backoff.nextMs(10_000)).isEqualTo(250);
        assertThat(backoff.nextMs(0)).isEqualTo(250);
        assertThat(backoff.nextMs(0)).isEqualTo(500);
    }

    @Test
    void each_pause_has_up_to_a_quarter_of_jitter() {
        List<Long> first = Stream.generate(() -> new Backoff(new Random()))
                .limit(200)
                .map(backoff -> backoff.nextMs(0))
                .toList();

        assertThat(first).allSatisfy(pause -> assertThat(pause).isBetween(250L, 312L));
        assertThat(first.stream().distinct().count()).isGreaterThan(10);
    }

    @Test
    void no_number_of_failures_overflows() {
        Backoff backoff = new Backoff(new Random(1));

        assertThat(Stream.generate(() -> backoff.nextMs(0)).limit(100_000))
                .allSatisfy(pause -> assertThat(pause).isBetween(250L, 37_500L));
    }
}
