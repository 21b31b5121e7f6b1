package marketswarm.market.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import marketswarm.domain.Tick;
import marketswarm.market.ManualClock;
import marketswarm.market.snapshot.SnapshotBook;
import marketswarm.market.stream.TickEntries;
import marketswarm.redis.StreamEntry;

/**
 * Whatever a vendor may say, nothing breaks, nothing swells, and no key is injected. The build tries what earlier runs
 * have found (under {@code src/test/resources}); {@code bench/fuzz market} looks for more.
 */
class VendorFuzzTest {

    private static final List<String> MARKETS =
            List.of("stocks", "options", "indices", "forex", "crypto", "futures/cme");
    private static final long NOW = 1_764_000_000_500L;
    /** Fields that we add to each tick, and plain digits for an exponent. */
    private static final int GROWTH = 600;

    @FuzzTest
    @DictionaryEntries({
        "\"ev\":\"T\"",
        "\"ev\":\"LULD\"",
        "\"ev\":\"status\"",
        "\"sym\":\"",
        "\"pair\":\"",
        "},{",
        "1e999"
    })
    void frames(byte[] data) {
        String text = text(data);

        Frame frame = new Decoder(market(data)).decode(text, NOW);

        assertThat(frame.malformed()).isNotNegative();
        long written = 0;
        for (Tick tick : frame.ticks()) written += size(tick);
        assertThat(written)
                .isLessThanOrEqualTo(
                        10L * text.length() + (long) GROWTH * frame.ticks().size());
        fold(frame.ticks());
    }

    @FuzzTest
    @DictionaryEntries({"\"tickers\":[", "\"results\":[", "\"lastTrade\":", "\"session\":", "\"last_quote\":"})
    void snapshots(byte[] data) {
        var rest = new RestSnapshots();
        String body = text(data);
        assertThat(rest.explain(500, body)).doesNotContain("\n");
        try {
            var book = new SnapshotBook(new ManualClock(), "ws");
            rest.decode(market(data), body).forEach(book::seed);
            book.takeDirty().keySet().forEach(VendorFuzzTest::safe);
        } catch (IllegalArgumentException told) {
            assertThat(told).hasMessageStartingWith("market: ");
        }
    }

    /** The first byte chooses it. */
    private static String market(byte[] data) {
        return MARKETS.get(data.length == 0 ? 0 : Math.floorMod(data[0], MARKETS.size()));
    }

    private static String text(byte[] data) {
        return data.length == 0 ? "" : new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    }

    private static long size(Tick tick) {
        StreamEntry entry = TickEntries.of(tick, "ws");
        safe(tick.symbol());
        assertThat(entry.key()).isEqualTo("market:tick:" + tick.symbol() + ":stream");
        return entry.fields().entrySet().stream()
                .mapToLong(field -> field.getKey().length() + field.getValue().length())
                .sum();
    }

    private static void fold(List<Tick> ticks) {
        var book = new SnapshotBook(new ManualClock(), "ws");
        book.fold(ticks, Collections.nCopies(ticks.size(), "1-0"));
        Map<String, Map<String, String>> written = book.takeDirty();
        written.values().forEach(fields -> assertThat(fields).doesNotContainValue(null));
    }

    private static void safe(String symbol) {
        assertThat(symbol).matches("[A-Za-z0-9.:_^+=$#*@!-]{1,64}");
    }
}
