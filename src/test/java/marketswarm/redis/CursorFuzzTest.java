package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import redis.clients.jedis.StreamEntryID;

/**
 * A cursor is what a browser sends back, or what somebody else makes up. The build tries what earlier runs have found;
 * {@code bench/fuzz cursor} looks for more.
 */
class CursorFuzzTest {

    private static final int SHORT = 64;
    private static final String STREAM = "market:tick:AAPL:stream";

    @FuzzTest
    @DictionaryEntries({
        "1.",
        "-",
        ".",
        "1764000000000-0",
        "9223372036854775807",
        "18446744073709551615",
        "3w5e11264sgsf"
    })
    void cursor(byte[] data) {
        Position.parse(new String(data, StandardCharsets.UTF_8)).ifPresent(CursorFuzzTest::keepsItsPromises);
        Position.of(STREAM, new String(data, StandardCharsets.ISO_8859_1))
                .ifPresent(place -> assertThat(Position.parse(place.toString())).contains(place));
        ByteBuffer numbers = ByteBuffer.wrap(Arrays.copyOf(data, 3 * Long.BYTES));
        keepsItsPromises(new Position(numbers.getLong() >>> 5, numbers.getLong() & Long.MAX_VALUE, numbers.getLong()));
    }

    private static void keepsItsPromises(Position place) {
        String text = place.toString();
        assertThat(text.length()).isLessThan(SHORT);
        assertThat(Position.parse(text)).contains(place);
        assertThat(place.covers(place)).isTrue();
        StreamEntryID last = place.lastIn(STREAM);
        if (last.getTime() == 0 && last.getSequence() == 0) return;
        Position read = Position.of(STREAM, last.toString()).orElseThrow();
        assertThat(place.covers(read)).isTrue();
        Position next = new Position(read.ms(), read.seq() + 1, read.stream());
        if (next.seq() > 0) assertThat(place.covers(next)).isFalse();
    }
}
