package marketswarm.redis.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespBufferTest {

    @Test
    void a_command_is_what_redis_expects() {
        assertThat(told(buffer -> buffer.command(3).word("SET").word("key").word(-17)))
                .isEqualTo("*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$3\r\n-17\r\n");
    }

    @Test
    void a_command_can_be_begun_before_its_length_is_known() {
        assertThat(told(buffer -> {
                    int place = buffer.openCommand();
                    buffer.word("X");
                    buffer.words(place, 42);
                }))
                .isEqualTo("*42\r\n$1\r\nX\r\n");
    }

    @Test
    void a_word_of_three_parts_is_one_word() {
        Word before = Word.of("market:tick:");
        Word after = Word.of(":stream");

        assertThat(told(buffer -> buffer.word(before, "AAPL", after))).isEqualTo("$23\r\nmarket:tick:AAPL:stream\r\n");
        assertThat(told(buffer -> buffer.word(before, "Ä", after))).isEqualTo("$21\r\nmarket:tick:Ä:stream\r\n");
    }

    @Test
    void text_is_told_in_utf_8() {
        assertThat(told(buffer -> buffer.word("naïve"))).isEqualTo("$6\r\nnaïve\r\n");
        assertThat(told(buffer -> buffer.word(""))).isEqualTo("$0\r\n\r\n");
        assertThat(told(buffer -> buffer.word(Word.of("bid_size")))).isEqualTo("$8\r\nbid_size\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                9,
                10,
                99,
                100,
                101,
                12345,
                -1,
                -10,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void whole_numbers_are_told_as_java_tells_them(long number) {
        assertThat(told(buffer -> buffer.word(number))).isEqualTo(word(Long.toString(number)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "189.10",
                "-0.05",
                "0.00000001",
                "1E+3",
                "1E-30",
                "-12.5",
                "123456789012345678",
                "123456789012345678901234567890.12",
                "0.000000000000000001"
            })
    void decimals_keep_their_digits(String number) {
        BigDecimal decimal = new BigDecimal(number);

        assertThat(told(buffer -> buffer.word(decimal))).isEqualTo(word(decimal.toPlainString()));
    }

    @Test
    void any_decimal_is_told_as_java_tells_it() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal decimal = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(22) - 2);

            assertThat(told(buffer -> buffer.word(decimal))).isEqualTo(word(decimal.toPlainString()));
        }
    }

    private static String word(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private static String told(Consumer<RespBuffer> commands) {
        RespBuffer buffer = new RespBuffer(1);
        commands.accept(buffer);
        return new String(buffer.copy(), StandardCharsets.UTF_8);
    }
}
