package marketswarm.market.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.vendor.RestTicks.Kind;
import org.jspecify.annotations.Nullable;

/** The history of futures, in the words of the vendor's newest REST: other names, all times in nanoseconds. */
final class FuturesTicks {

    private static final int SECOND_MS = 1_000;
    private static final int MINUTE_MS = 60_000;
    private static final String BASE = "/futures/v1/";

    private FuturesTicks() {}

    /** @param name of the contract, as it may stand in an address */
    static String path(Kind kind, String name, long fromMs, long untilMs) {
        return switch (kind) {
            case TRADES -> BASE + "trades/" + name + between("timestamp", fromMs, untilMs);
            case QUOTES -> BASE + "quotes/" + name + between("timestamp", fromMs, untilMs);
            case SECONDS ->
                BASE + "aggs/" + name + between("window_start", fromMs - fromMs % SECOND_MS, untilMs)
                        + "&resolution=1sec";
            case MINUTES ->
                BASE + "aggs/" + name + between("window_start", fromMs - fromMs % MINUTE_MS, untilMs)
                        + "&resolution=1min";
        };
    }

    private static String between(String time, long fromMs, long untilMs) {
        return "?" + time + ".gte=" + fromMs + "000000&" + time + ".lte=" + untilMs + "999999&sort=" + time
                + ".asc&limit=" + RestTicks.PER_PAGE;
    }

    /** Null when what makes the tick is missing. */
    static @Nullable Tick read(Kind kind, String symbol, JsonNode one, long receivedMs) {
        return switch (kind) {
            case TRADES -> trade(symbol, one, receivedMs);
            case QUOTES -> quote(symbol, one, receivedMs);
            case SECONDS -> bar(symbol, one, "1s", SECOND_MS, receivedMs);
            case MINUTES -> bar(symbol, one, "1m", MINUTE_MS, receivedMs);
        };
    }

    private static @Nullable Trade trade(String symbol, JsonNode one, long receivedMs) {
        BigDecimal price = RestTicks.decimal(one, "price");
        long tsMs = VendorTime.ms(one.path("timestamp").asLong());
        if (price == null || tsMs == 0) return null;
        BigDecimal size = RestTicks.decimal(one, "size");
        return new Trade(
                symbol,
                price,
                size == null ? BigDecimal.ZERO : size,
                null,
                List.of(),
                null,
                RestTicks.whole(one, "sequence_number"),
                null,
                null,
                null,
                tsMs,
                receivedMs);
    }

    private static @Nullable Quote quote(String symbol, JsonNode one, long receivedMs) {
        long tsMs = VendorTime.ms(one.path("timestamp").asLong());
        if (tsMs == 0) return null;
        return new Quote(
                symbol,
                RestTicks.decimal(one, "bid_price"),
                RestTicks.decimal(one, "bid_size"),
                RestTicks.decimal(one, "ask_price"),
                RestTicks.decimal(one, "ask_size"),
                null,
                null,
                RestTicks.whole(one, "sequence_number"),
                tsMs,
                receivedMs);
    }

    private static @Nullable Bar bar(String symbol, JsonNode one, String interval, int lengthMs, long receivedMs) {
        BigDecimal open = RestTicks.decimal(one, "open");
        BigDecimal high = RestTicks.decimal(one, "high");
        BigDecimal low = RestTicks.decimal(one, "low");
        BigDecimal close = RestTicks.decimal(one, "close");
        long start = VendorTime.ms(one.path("window_start").asLong());
        if (open == null || high == null || low == null || close == null || start == 0) return null;
        return new Bar(
                symbol,
                interval,
                open,
                high,
                low,
                close,
                RestTicks.decimal(one, "volume"),
                null,
                null,
                null,
                null,
                start,
                start + lengthMs,
                receivedMs);
    }
}
