package marketswarm.market.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import marketswarm.domain.Bar;
import marketswarm.domain.FairValue;
import marketswarm.domain.IndexValue;
import marketswarm.domain.Quote;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EntryReaderTest {

    private static final Trade TRADE =
            new Trade("AAPL", dec("189.10"), dec("100.5"), 4, List.of(12, 37), "a-1", 9L, 3, 201, 4L, 5, 6);
    private static final Quote QUOTE =
            new Quote("AAPL", dec("189.09"), dec("3"), dec("189.110"), dec("2"), 4, 7, 9L, 5, 6);
    private static final Bar BAR = bar(dec("200.25"), dec("489.3981"), 2_000);

    static Stream<Tick> ticks() {
        return Stream.of(
                TRADE,
                new Trade("O:A", dec("0.0000001"), dec("0"), null, List.of(), null, null, null, null, null, 5, 6),
                new Trade("O:A", dec("-37.63"), dec("1"), 65, List.of(233), null, 0L, null, null, null, 5, 6),
                QUOTE,
                new Quote("C:USDCNH", dec("6.83363"), null, null, null, 44, null, null, 5, 6),
                new Quote("AAPL", null, null, null, null, null, null, null, 5, 6),
                BAR,
                bar(null, null, 2_000));
    }

    @ParameterizedTest
    @MethodSource("ticks")
    void what_was_written_is_read_back_as_it_was(Tick tick) {
        Map<String, String> entry = TickEntries.of(tick, "backfill").fields();

        assertThat(EntryReader.tick(tick.symbol(), entry)).contains(tick);
    }

    @Test
    void the_figures_of_the_day_stand_in_no_entry() {
        var bar = new Bar(
                "AAPL",
                "1m",
                dec("1"),
                dec("3"),
                dec("0.5"),
                dec("2"),
                dec("9"),
                null,
                dec("1"),
                dec("2"),
                dec("3"),
                60_000,
                120_000,
                120_007);

        assertThat(EntryReader.tick("AAPL", TickEntries.of(bar, "ws").fields()))
                .contains(new Bar(
                        "AAPL",
                        "1m",
                        dec("1"),
                        dec("3"),
                        dec("0.5"),
                        dec("2"),
                        dec("9"),
                        null,
                        null,
                        null,
                        null,
                        60_000,
                        120_000,
                        120_007));
    }

    @Test
    void other_kinds_of_ticks_are_passed_over() {
        assertThat(Stream.of(
                                new IndexValue("I:SPX", dec("1"), 5, 6),
                                new FairValue("AAPL", dec("1"), 5, 6),
                                new RawTick("AAPL", "T", "{}", 5, 6))
                        .map(tick -> EntryReader.tick(
                                tick.symbol(), TickEntries.of(tick, "ws").fields())))
                .allMatch(Optional::isEmpty);
        assertThat(EntryReader.tick("AAPL", Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trade, price",
        "trade, size",
        "trade, ts_ms",
        "trade, received_ms",
        "quote, ts_ms",
        "quote, received_ms",
        "bar, interval",
        "bar, open",
        "bar, high",
        "bar, low",
        "bar, close",
        "bar, start_ms",
        "bar, end_ms",
        "bar, received_ms"
    })
    void an_entry_that_lacks_what_makes_its_tick_is_none(String type, String field) {
        var entry = new LinkedHashMap<>(entry(type));
        assertThat(entry.remove(field)).isNotNull();

        assertThat(EntryReader.tick("AAPL", entry)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "trade, price, many", "trade, exchange, NYSE", "trade, conditions, '1,,2'", "trade, seq, 1.5",
        "trade, ts_ms, soon", "quote, bid_exchange, 99999999999", "quote, seq, x", "bar, start_ms, ''"
    })
    void an_entry_with_words_for_numbers_is_none(String type, String field, String words) {
        var entry = new LinkedHashMap<>(entry(type));
        entry.put(field, words);

        assertThat(EntryReader.tick("AAPL", entry)).isEmpty();
    }

    private static Map<String, String> entry(String type) {
        Tick tick = type.equals("trade") ? TRADE : type.equals("quote") ? QUOTE : BAR;
        return TickEntries.of(tick, "ws").fields();
    }

    private static Bar bar(BigDecimal volume, BigDecimal vwap, long endMs) {
        return new Bar(
                "AAPL", "1s", dec("4"), dec("6"), dec("2"), dec("5"), volume, vwap, null, null, null, 1_000, endMs,
                endMs + 7);
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
