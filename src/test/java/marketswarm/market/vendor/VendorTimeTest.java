package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At least 1e17 is nanoseconds, at least 1e14 microseconds, at least 1e11 milliseconds. */
class VendorTimeTest {

    private static final long NOW = 1_764_000_000_500L;

    private final VendorTime time = new VendorTime();

    @ParameterizedTest
    @CsvSource({
        "1764000000123456789, 1764000000123",
        "100000000000000000, 100000000000",
        "99999999999999999, 99999999999999",
        "1764000000123456, 1764000000123",
        "100000000000000, 100000000000",
        "99999999999999, 99999999999999",
        "1764000000123, 1764000000123",
        "0, 0"
    })
    void the_unit_of_a_stamp_of_rest_is_told_by_its_magnitude(long stamp, long ms) {
        assertThat(VendorTime.ms(stamp)).isEqualTo(ms);
    }

    @ParameterizedTest
    @CsvSource({
        "false, 1764000000123, 1764000000123, 0",
        "false, 100000000000, 100000000000, 0",
        "false, 99999999999, 1764000000500, 1",
        "false, 100000000000000, 100000000000, 1",
        "false, 1764000000123456789, 1764000000123, 1",
        "true, 1764000000123456789, 1764000000123, 0",
        "true, 100000000000000000, 100000000000, 0",
        "true, 1764000000123456, 1764000000123, 1",
        "true, 1764000000123, 1764000000123, 1",
        "true, 0, 1764000000500, 1"
    })
    void a_stamp_in_another_unit_than_the_documented_one_is_understood_and_counted(
            boolean nanoseconds, long stamp, long ms, int surprises) {
        assertThat(time.ms(stamp, nanoseconds, NOW)).isEqualTo(ms);
        assertThat(time.surprises()).isEqualTo(surprises);
    }

    @Test
    void a_clock_an_hour_ahead_is_believed_and_one_a_week_ahead_is_not() {
        assertThat(time.ms(NOW + 3_600_000, false, NOW)).isEqualTo(NOW + 3_600_000);
        assertThat(time.surprises()).isZero();

        assertThat(time.ms(NOW + 7 * 86_400_000L, false, NOW)).isEqualTo(NOW);
        assertThat(time.surprises()).isEqualTo(1);
    }
}
