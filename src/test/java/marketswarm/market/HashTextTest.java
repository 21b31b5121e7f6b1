package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.00", "189.10", "5.", ".5", "-1.5", "+2", "1e3", "00012.30", "12345678901234567890.5"})
    void a_number_is_what_java_reads(String text) {
        assertThat(decimal(text)).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.2.3", "12a", " 1", "-", "1e999", "NaN"})
    void what_is_none_is_absent(String text) {
        assertThat(decimal(text)).isNull();
    }

    @Test
    void any_short_number_keeps_its_digits() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            String text =
                    new BigDecimal(random.nextLong(1_000_000_000_000L) + "E-" + random.nextInt(12)).toPlainString();

            assertThat(decimal(text)).isEqualTo(new BigDecimal(text));
        }
    }

    private static BigDecimal decimal(String text) {
        return HashText.decimal(("x" + text + "y").toCharArray(), 1, text.length());
    }
}
