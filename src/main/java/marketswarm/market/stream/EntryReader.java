package marketswarm.market.stream;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.HashText;
import org.jspecify.annotations.Nullable;

/** Entries of a tick stream, back as the trades, quotes and bars that they were; the way back of {@link TickEntries}. */
final class EntryReader {

    private EntryReader() {}

    /** Empty for another kind of tick, and for what is none. */
    static Optional<Tick> tick(String symbol, Map<String, String> fields) {
        try {
            return Optional.ofNullable(
                    switch (fields.getOrDefault("type", "")) {
                        case "trade" -> trade(symbol, fields);
                        case "quote" -> quote(symbol, fields);
                        case "bar" -> bar(symbol, fields);
                        default -> null;
                    });
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Trade trade(String symbol, Map<String, String> fields) {
        return new Trade(
                symbol,
                new BigDecimal(field(fields, "price")),
                new BigDecimal(field(fields, "size")),
                code(fields.get("exchange")),
                codes(fields.get("conditions")),
                fields.get("trade_id"),
                whole(fields.get("seq")),
                code(fields.get("tape")),
                code(fields.get("trf_id")),
                whole(fields.get("trf_ts_ms")),
                Long.parseLong(field(fields, "ts_ms")),
                Long.parseLong(field(fields, "received_ms")));
    }

    private static Quote quote(String symbol, Map<String, String> fields) {
        return new Quote(
                symbol,
                HashText.decimal(fields.get("bid")),
                HashText.decimal(fields.get("bid_size")),
                HashText.decimal(fields.get("ask")),
                HashText.decimal(fields.get("ask_size")),
                code(fields.get("bid_exchange")),
                code(fields.get("ask_exchange")),
                whole(fields.get("seq")),
                Long.parseLong(field(fields, "ts_ms")),
                Long.parseLong(field(fields, "received_ms")));
    }

    private static Bar bar(String symbol, Map<String, String> fields) {
        return new Bar(
                symbol,
                field(fields, "interval"),
                new BigDecimal(field(fields, "open")),
                new BigDecimal(field(fields, "high")),
                new BigDecimal(field(fields, "low")),
                new BigDecimal(field(fields, "close")),
                HashText.decimal(fields.get("volume")),
                HashText.decimal(fields.get("vwap")),
                null,
                null,
                null,
                Long.parseLong(field(fields, "start_ms")),
                Long.parseLong(field(fields, "end_ms")),
                Long.parseLong(field(fields, "received_ms")));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) throw new IllegalArgumentException("market: an entry without " + name);
        return value;
    }

    private static @Nullable Integer code(@Nullable String text) {
        return text == null ? null : Integer.valueOf(text);
    }

    private static @Nullable Long whole(@Nullable String text) {
        return text == null ? null : Long.valueOf(text);
    }

    private static List<Integer> codes(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }
}
