package marketswarm.market.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import marketswarm.domain.Bar;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import marketswarm.market.HashText;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/**
 * Asks REST for the history of a symbol and reads its pages (vendor's {@code rest.json}): trades and quotes by v3, bars
 * by v2 aggregates; futures have addresses of their own. The page after a page is asked from the configured address, whatever host {@code next_url} names.
 */
public final class RestTicks {

    /** What history there is of one symbol. */
    public enum Kind {
        TRADES,
        QUOTES,
        SECONDS,
        MINUTES;

        /** For people. */
        public String words() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Empty for a channel without history. */
        public static Optional<Kind> of(String channel) {
            return switch (channel) {
                case "T", "XT" -> Optional.of(TRADES);
                case "Q", "C" -> Optional.of(QUOTES);
                case "A", "XAS", "CAS" -> Optional.of(SECONDS);
                case "AM", "XA", "CA" -> Optional.of(MINUTES);
                default -> Optional.empty();
            };
        }
    }

    /**
     * One page.
     *
     * @param next path and query of the page that follows, absent after the last
     */
    public record Page(List<Tick> ticks, @Nullable String next) {}

    /** The vendor's largest is 50,000; a page of this size is read in a moment and fits into memory many times. */
    static final int PER_PAGE = 10_000;

    private static final int SECOND_MS = 1_000;
    private static final int MINUTE_MS = 60_000;

    private RestTicks() {}

    /** Path and query, without host and key. */
    public static String path(String market, Kind kind, String symbol, long fromMs, long untilMs) {
        String name = URLEncoder.encode(symbol, StandardCharsets.UTF_8);
        if (market.equals("futures")) return FuturesTicks.path(kind, name, fromMs, untilMs);
        return switch (kind) {
            case TRADES -> "/v3/trades/" + name + between(fromMs, untilMs);
            case QUOTES -> "/v3/quotes/" + name + between(fromMs, untilMs);
            case SECONDS -> bars(name, "second", fromMs - fromMs % SECOND_MS, untilMs);
            case MINUTES -> bars(name, "minute", fromMs - fromMs % MINUTE_MS, untilMs);
        };
    }

    /**
     * @param receivedMs when the answer was read, epoch milliseconds
     * @throws IllegalArgumentException when the answer is no JSON object; an element that cannot be read is left out
     */
    public static Page read(String market, Kind kind, String symbol, String json, long receivedMs) {
        JsonNode answer = object(json);
        var ticks = new ArrayList<Tick>();
        for (JsonNode one : answer.path("results")) {
            Tick tick = market.equals("futures")
                    ? FuturesTicks.read(kind, symbol, one, receivedMs)
                    : read(kind, symbol, one, receivedMs);
            if (tick != null) ticks.add(tick);
        }
        return new Page(ticks, next(answer.path("next_url").asText("")));
    }

    private static @Nullable Tick read(Kind kind, String symbol, JsonNode one, long receivedMs) {
        return switch (kind) {
            case TRADES -> trade(symbol, one, receivedMs);
            case QUOTES -> quote(symbol, one, receivedMs);
            case SECONDS -> bar(symbol, one, "1s", SECOND_MS, receivedMs);
            case MINUTES -> bar(symbol, one, "1m", MINUTE_MS, receivedMs);
        };
    }

    private static String between(long fromMs, long untilMs) {
        return "?timestamp.gte=" + fromMs + "000000&timestamp.lte=" + untilMs + "999999&order=asc&sort=timestamp&limit="
                + PER_PAGE;
    }

    private static String bars(String name, String timespan, long fromMs, long untilMs) {
        return "/v2/aggs/ticker/" + name + "/range/1/" + timespan + "/" + fromMs + "/" + untilMs
                + "?adjusted=false&sort=asc&limit=" + PER_PAGE;
    }

    private static @Nullable Trade trade(String symbol, JsonNode one, long receivedMs) {
        BigDecimal price = decimal(one, "price");
        long tsMs = stamp(one);
        if (price == null || tsMs == 0) return null;
        BigDecimal exact = decimal(one, "decimal_size");
        BigDecimal size = exact == null ? decimal(one, "size") : exact;
        return new Trade(
                symbol,
                price,
                size == null ? BigDecimal.ZERO : size,
                code(one, "exchange"),
                codes(one.path("conditions")),
                one.hasNonNull("id") ? one.get("id").asText() : null,
                whole(one, "sequence_number"),
                code(one, "tape"),
                code(one, "trf_id"),
                one.hasNonNull("trf_timestamp")
                        ? (Long) VendorTime.ms(one.get("trf_timestamp").asLong())
                        : null,
                tsMs,
                receivedMs);
    }

    private static @Nullable Quote quote(String symbol, JsonNode one, long receivedMs) {
        long tsMs = stamp(one);
        if (tsMs == 0) return null;
        return new Quote(
                symbol,
                decimal(one, "bid_price"),
                decimal(one, "bid_size"),
                decimal(one, "ask_price"),
                decimal(one, "ask_size"),
                code(one, "bid_exchange"),
                code(one, "ask_exchange"),
                whole(one, "sequence_number"),
                tsMs,
                receivedMs);
    }

    private static @Nullable Bar bar(String symbol, JsonNode one, String interval, int lengthMs, long receivedMs) {
        BigDecimal open = decimal(one, "o");
        BigDecimal high = decimal(one, "h");
        BigDecimal low = decimal(one, "l");
        BigDecimal close = decimal(one, "c");
        long start = one.path("t").asLong();
        if (open == null || high == null || low == null || close == null || start == 0) return null;
        return new Bar(
                symbol,
                interval,
                open,
                high,
                low,
                close,
                decimal(one, "v"),
                decimal(one, "vw"),
                null,
                null,
                null,
                start,
                start + lengthMs,
                receivedMs);
    }

    private static long stamp(JsonNode one) {
        long sip = one.path("sip_timestamp").asLong();
        return VendorTime.ms(sip > 0 ? sip : one.path("participant_timestamp").asLong());
    }

    static @Nullable BigDecimal decimal(JsonNode node, String name) {
        return HashText.decimal(node.path(name));
    }

    private static @Nullable Integer code(JsonNode node, String name) {
        return node.path(name).canConvertToInt() ? (Integer) node.get(name).asInt() : null;
    }

    static @Nullable Long whole(JsonNode node, String name) {
        return node.path(name).canConvertToLong() ? (Long) node.get(name).asLong() : null;
    }

    private static List<Integer> codes(JsonNode list) {
        var codes = new ArrayList<Integer>(4);
        for (JsonNode code : list) if (code.isInt()) codes.add(code.asInt());
        return codes;
    }

    private static @Nullable String next(String url) {
        if (url.isEmpty()) return null;
        try {
            URI next = URI.create(url);
            return next.getRawQuery() == null ? next.getRawPath() : next.getRawPath() + "?" + next.getRawQuery();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("market: the vendor's next_url is no address", e);
        }
    }

    private static JsonNode object(String json) {
        try {
            JsonNode answer = Json.tree(RestSnapshots.TREE, json);
            if (answer.isObject()) return answer;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("market: the vendor's history is no JSON", e);
        }
        throw new IllegalArgumentException("market: the vendor's history is no JSON object");
    }
}
