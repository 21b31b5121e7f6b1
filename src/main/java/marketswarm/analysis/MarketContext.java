package marketswarm.analysis;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import marketswarm.domain.Analysis.ContextPrice;
import org.jspecify.annotations.Nullable;

/** The prices an analyst is shown: the latest snapshot of each symbol, with its age rather than a verdict on it. */
public final class MarketContext {

    private MarketContext() {}

    /**
     * @param snapshots the fields of {@code market:snapshot:<symbol>}, an empty map when there is none
     * @return one price a symbol, in the order given; symbols without a usable price or time are left out
     */
    public static List<ContextPrice> of(
            List<String> symbols, Function<String, Map<String, String>> snapshots, Clock clock) {
        long now = clock.millis();
        return symbols.stream()
                .distinct()
                .flatMap(symbol -> price(symbol, snapshots.apply(symbol), now).stream())
                .toList();
    }

    private static Optional<ContextPrice> price(String symbol, Map<String, String> snapshot, long now) {
        BigDecimal price = decimal(snapshot.get("price"));
        // the vendor's clock says how old the price is; ours is second best
        BigDecimal at = Stream.of("ts_ms", "received_ms")
                .flatMap(field -> Optional.ofNullable(decimal(snapshot.get(field))).stream())
                .findFirst()
                .orElse(null);
        if (price == null || at == null) return Optional.empty();
        long ageMs = Math.max(0, now - at.longValue());
        return Optional.of(new ContextPrice(symbol, price, decimal(snapshot.get("change_pct")), ageMs));
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        if (text == null || text.isBlank()) return null;
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            return null; // a foreign writer's text is not a price
        }
    }
}
