package marketswarm.analysis;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The prices an analyst is shown: the latest snapshot of each of the item's symbols and of truth's benchmarks, read in one
 * round trip, each with its age and a mark when that is too old to speak of now.
 */
public final class MarketContext {

    /** More symbols than that are a round-up, and their prices would drown its text. */
    private static final int MOST_SYMBOLS = 24;

    private final UnifiedJedis redis;
    private final Supplier<Terms> terms;
    private final Clock clock;

    /**
     * What truth says of it.
     *
     * @param benchmarks shown with every item
     */
    public record Terms(List<String> benchmarks, Duration staleAfter) {

        public Terms {
            benchmarks = List.copyOf(benchmarks);
        }
    }

    /** @param terms asked once an item */
    public MarketContext(UnifiedJedis redis, Supplier<Terms> terms, Clock clock) {
        this.redis = redis;
        this.terms = terms;
        this.clock = clock;
    }

    /** @return one price a symbol, the item's own first; symbols without a usable price or time are left out */
    public List<ContextPrice> of(List<String> tickers) {
        Terms now = terms.get();
        List<String> symbols = Stream.concat(tickers.stream().limit(MOST_SYMBOLS), now.benchmarks().stream())
                .distinct()
                .toList();
        List<ContextPrice> prices = new ArrayList<>();
        snapshots(symbols)
                .forEach((symbol, snapshot) ->
                        price(symbol, snapshot, now.staleAfter()).ifPresent(prices::add));
        return prices;
    }

    private Map<String, Map<String, String>> snapshots(List<String> symbols) {
        Map<String, Response<Map<String, String>>> asked = new LinkedHashMap<>();
        try (var pipeline = redis.pipelined()) {
            for (String symbol : symbols) asked.put(symbol, pipeline.hgetAll(Keys.SNAPSHOT.of(symbol)));
        }
        Map<String, Map<String, String>> snapshots = new LinkedHashMap<>();
        asked.forEach((symbol, snapshot) -> snapshots.put(symbol, fields(snapshot)));
        return snapshots;
    }

    private static Map<String, String> fields(Response<Map<String, String>> snapshot) {
        try {
            return snapshot.get();
        } catch (JedisDataException e) {
            return Map.of(); // a foreign writer's key of another type is no snapshot
        }
    }

    private Optional<ContextPrice> price(String symbol, Map<String, String> snapshot, Duration staleAfter) {
        BigDecimal price = decimal(snapshot.get("price"));
        // the vendor's clock says how old the price is; ours is second best
        BigDecimal at = Stream.of("ts_ms", "received_ms")
                .flatMap(field -> Optional.ofNullable(decimal(snapshot.get(field))).stream())
                .findFirst()
                .orElse(null);
        if (price == null || at == null) return Optional.empty();
        long ageMs = Math.max(0, clock.millis() - at.longValue());
        boolean stale = ageMs > staleAfter.toMillis();
        return Optional.of(new ContextPrice(symbol, price, decimal(snapshot.get("change_pct")), ageMs, stale));
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
