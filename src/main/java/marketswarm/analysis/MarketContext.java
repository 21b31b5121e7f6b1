package marketswarm.analysis;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Items come in bursts that name the same symbols; what was read that lately is not read again. */
    private static final long LATELY_MS = 200;

    private static final int MOST_REMEMBERED = 5_000;

    private final Map<String, Read> lately = new ConcurrentHashMap<>();
    private final UnifiedJedis redis;
    private final Supplier<Terms> terms;
    private final Clock clock;

    private record Read(Map<String, String> snapshot, long atMs) {}

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
        return ofAll(List.of(tickers)).get(0);
    }

    /** The same for several items, in one round trip for all of them. */
    List<List<ContextPrice>> ofAll(List<List<String>> tickers) {
        Terms now = terms.get();
        List<List<String>> shown =
                tickers.stream().map(each -> symbols(each, now.benchmarks())).toList();
        Map<String, ContextPrice> prices = new HashMap<>();
        snapshots(shown.stream().flatMap(List::stream).distinct().toList())
                .forEach((symbol, snapshot) ->
                        price(symbol, snapshot, now.staleAfter()).ifPresent(price -> prices.put(symbol, price)));
        return shown.stream()
                .map(symbols -> symbols.stream()
                        .flatMap(symbol -> Stream.ofNullable(prices.get(symbol)))
                        .toList())
                .toList();
    }

    private static List<String> symbols(List<String> tickers, List<String> benchmarks) {
        return Stream.concat(tickers.stream().limit(MOST_SYMBOLS), benchmarks.stream())
                .distinct()
                .toList();
    }

    private Map<String, Map<String, String>> snapshots(List<String> symbols) {
        long now = clock.millis();
        List<String> wanted = symbols.stream()
                .filter(symbol -> {
                    Read read = lately.get(symbol);
                    return read == null || now - read.atMs() > LATELY_MS;
                })
                .toList();
        if (!wanted.isEmpty()) read(wanted, now);
        Map<String, Map<String, String>> snapshots = new LinkedHashMap<>();
        for (String symbol : symbols) {
            Read read = lately.get(symbol);
            if (read != null) snapshots.put(symbol, read.snapshot());
        }
        return snapshots;
    }

    private void read(List<String> symbols, long nowMs) {
        Map<String, Response<Map<String, String>>> asked = new LinkedHashMap<>();
        try (var pipeline = redis.pipelined()) {
            for (String symbol : symbols) asked.put(symbol, pipeline.hgetAll(Keys.SNAPSHOT.of(symbol)));
        }
        if (lately.size() > MOST_REMEMBERED) lately.clear();
        asked.forEach((symbol, snapshot) -> lately.put(symbol, new Read(fields(snapshot), nowMs)));
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
