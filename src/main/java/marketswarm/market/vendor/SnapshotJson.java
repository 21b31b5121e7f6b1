package marketswarm.market.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.LongStream;
import marketswarm.domain.Snapshot;
import marketswarm.market.HashText;
import marketswarm.market.Symbols;
import org.jspecify.annotations.Nullable;

/** One symbol of a REST snapshot, in either of the vendor's two shapes. */
final class SnapshotJson {

    private static final int PCT_DECIMALS = 4;

    private SnapshotJson() {}

    /** Empty for one that the vendor reports as an error, or that names no symbol. */
    static Optional<Snapshot> read(String cluster, JsonNode one) {
        String ticker =
                one.path("ticker").asText(one.path("details").path("ticker").asText());
        String symbol = Symbols.rest(Symbols.market(cluster), ticker);
        if (one.has("error") || symbol.isEmpty()) return Optional.empty();
        boolean v3 = one.has("session") || one.has("last_quote") || one.has("last_trade") || one.has("value");
        return Optional.of(v3 ? v3(symbol, one) : v2(symbol, one));
    }

    /** Single letters. In the quote a capital is the ask; forex spells bid and ask out as {@code b} and {@code a}. */
    private static Snapshot v2(String symbol, JsonNode one) {
        JsonNode day = one.path("day");
        JsonNode trade = one.path("lastTrade");
        JsonNode quote = one.path("lastQuote");
        return new Snapshot(
                symbol,
                decimal(trade, "p"),
                decimal(trade, "ds", "s"),
                decimal(quote, "p", "b"),
                decimal(quote, "s"),
                decimal(quote, "P", "a"),
                decimal(quote, "S"),
                decimal(day, "o"),
                decimal(day, "h"),
                decimal(day, "l"),
                decimal(day, "c"),
                decimal(day, "dv", "v"),
                decimal(day, "vw"),
                decimal(one.path("prevDay"), "c"),
                decimal(one, "todaysChange"),
                rounded(decimal(one, "todaysChangePerc")),
                oldest(stamp(trade, "t"), stamp(quote, "t"), stamp(one, "updated")),
                null,
                null,
                null,
                "rest");
    }

    private static Snapshot v3(String symbol, JsonNode one) {
        JsonNode session = one.path("session");
        JsonNode trade = one.path("last_trade");
        JsonNode quote = one.path("last_quote");
        BigDecimal price = decimal(trade, "price");
        return new Snapshot(
                symbol,
                price == null ? decimal(one, "value") : price,
                decimal(trade, "decimal_size", "size"),
                decimal(quote, "bid"),
                decimal(quote, "bid_size"),
                decimal(quote, "ask"),
                decimal(quote, "ask_size"),
                decimal(session, "open"),
                decimal(session, "high"),
                decimal(session, "low"),
                decimal(session, "close"),
                decimal(session, "decimal_volume", "volume"),
                decimal(session, "vwap"),
                decimal(session, "previous_close"),
                decimal(session, "change"),
                rounded(decimal(session, "change_percent")),
                oldest(
                        stamp(trade, "sip_timestamp", "last_updated"),
                        stamp(quote, "last_updated"),
                        stamp(one, "last_updated")),
                null,
                null,
                null,
                "rest");
    }

    /** The first of the fields that holds a number other than zero, in digits or in text. */
    private static @Nullable BigDecimal decimal(JsonNode node, String... names) {
        for (String name : names) {
            BigDecimal decimal = HashText.decimal(node.path(name));
            if (decimal != null && decimal.signum() != 0) return decimal;
        }
        return null;
    }

    private static long stamp(JsonNode node, String... names) {
        for (String name : names)
            if (node.path(name).asLong() > 0)
                return VendorTime.ms(node.path(name).asLong());
        return 0;
    }

    /** One stamp speaks for all figures, so it is the oldest: what is younger here must not pass for newer than live. */
    private static @Nullable Long oldest(long trade, long quote, long updated) {
        long known = LongStream.of(trade, quote).filter(ms -> ms > 0).min().orElse(updated);
        return known == 0 ? null : (Long) known;
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal percent) {
        return percent == null || percent.scale() <= PCT_DECIMALS
                ? percent
                : percent.setScale(PCT_DECIMALS, RoundingMode.HALF_UP);
    }
}
