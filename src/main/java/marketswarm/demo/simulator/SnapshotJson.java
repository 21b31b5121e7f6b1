package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** The state of a symbol, in the two shapes that the vendor has for it. */
final class SnapshotJson {

    private SnapshotJson() {}

    /** An element of {@code /v2/snapshot/…/tickers}. */
    static ObjectNode ticker(Listing listing, Shelf shelf) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("ticker", listing.symbol());
        BigDecimal price = price(listing, shelf);
        json.put("todaysChange", change(listing, price)).put("todaysChangePerc", changePercent(listing, price));
        Print last = shelf.last();
        if (last != null) json.put("updated", last.tsNs());
        Print.Day day = shelf.day();
        if (day != null) day(json.putObject("day"), listing, day);
        lastTrade(json, listing, shelf.trades().peekLast());
        lastQuote(json, listing, shelf.quotes().peekLast());
        minute(json, listing, shelf.lastMinute());
        previousDay(json.putObject("prevDay"), listing);
        return json;
    }

    /** A result of {@code /v3/snapshot} and {@code /v3/snapshot/indices}. */
    static ObjectNode universal(Listing listing, Shelf shelf, String marketStatus) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("ticker", listing.symbol())
                .put("type", listing.market().type())
                .put("name", listing.name())
                .put("market_status", marketStatus);
        BigDecimal price = price(listing, shelf);
        session(json.putObject("session"), listing, shelf.day(), price);
        Print.Value value = shelf.values().peekLast();
        if (value != null) {
            json.put("value", value.value()).put("last_updated", value.tsNs()).put("timeframe", "REAL-TIME");
        }
        universalTrade(json, shelf.trades().peekLast());
        universalQuote(json, shelf.quotes().peekLast());
        return json;
    }

    /** The answer of {@code /v2/last/trade}. */
    static ObjectNode last(Print.Trade trade) {
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("T", trade.listing().symbol());
        if (!trade.conditions().isEmpty()) trade.conditions().forEach(json.putArray("c")::add);
        json.put("i", trade.id()).put("p", trade.price()).put("q", trade.sequence());
        if (trade.trfId() != 0) json.put("r", trade.trfId());
        return json.put("s", trade.size())
                .put("t", trade.tsNs())
                .put("x", trade.exchange())
                .put("y", trade.tsNs() - trade.lagNs())
                .put("z", trade.listing().tape());
    }

    /** The answer of {@code /v2/last/nbbo}; capital letters are the ask's. */
    static ObjectNode last(Print.Quote quote) {
        return Json.MAPPER
                .createObjectNode()
                .put("T", quote.listing().symbol())
                .put("p", quote.bid())
                .put("s", quote.bidSize())
                .put("x", quote.bidExchange())
                .put("P", quote.ask())
                .put("S", quote.askSize())
                .put("X", quote.askExchange())
                .put("q", quote.sequence())
                .put("t", quote.tsNs())
                .put("z", quote.listing().tape());
    }

    private static void day(ObjectNode json, Listing listing, Print.Day day) {
        json.put("o", day.open()).put("h", day.high()).put("l", day.low()).put("c", day.close());
        json.put("v", day.volume()).put("vw", day.vwap());
        if (listing.market() == Market.STOCKS) json.put("dv", SocketJson.fractional(day.volume()));
    }

    private static void lastTrade(ObjectNode parent, Listing listing, Print.@Nullable Trade trade) {
        if (trade == null) return;
        boolean crypto = listing.market() == Market.CRYPTO;
        ObjectNode json = parent.putObject("lastTrade");
        if (!trade.conditions().isEmpty()) trade.conditions().forEach(json.putArray("c")::add);
        json.put("i", trade.id()).put("p", trade.price()).put("s", trade.size());
        if (!crypto) json.put("ds", SocketJson.fractional(trade.size()));
        // The one place where the vendor's v2 snapshot has milliseconds.
        json.put("t", crypto ? trade.tsMs() : trade.tsNs()).put("x", trade.exchange());
    }

    private static void lastQuote(ObjectNode parent, Listing listing, Print.@Nullable Quote quote) {
        if (quote == null || listing.market() == Market.CRYPTO) return;
        ObjectNode json = parent.putObject("lastQuote");
        if (listing.market() == Market.FOREX) {
            json.put("a", quote.ask())
                    .put("b", quote.bid())
                    .put("t", quote.tsMs())
                    .put("x", quote.bidExchange());
            return;
        }
        json.put("p", quote.bid()).put("s", quote.bidSize());
        json.put("P", quote.ask()).put("S", quote.askSize()).put("t", quote.tsNs());
    }

    private static void minute(ObjectNode parent, Listing listing, Print.@Nullable Bar bar) {
        if (bar == null) return;
        ObjectNode json = parent.putObject("min")
                .put("o", bar.open())
                .put("h", bar.high())
                .put("l", bar.low())
                .put("c", bar.close())
                .put("v", bar.volume())
                .put("vw", bar.vwap())
                .put("n", bar.trades())
                .put("t", bar.startMs());
        if (listing.market() == Market.STOCKS) json.put("av", bar.day().volume());
    }

    private static void previousDay(ObjectNode json, Listing listing) {
        double close = listing.previousClose();
        json.put("o", listing.price(close * 0.994)).put("h", listing.price(close * 1.006));
        json.put("l", listing.price(close * 0.991)).put("c", listing.close());
        json.put("v", listing.size(listing.typicalSize() * 300_000)).put("vw", listing.price(close * 0.998));
    }

    private static void session(ObjectNode json, Listing listing, Print.@Nullable Day day, BigDecimal price) {
        json.put("change", change(listing, price)).put("change_percent", changePercent(listing, price));
        json.put("close", price).put("previous_close", listing.close());
        if (day == null) return;
        json.put("open", day.open()).put("high", day.high()).put("low", day.low());
        if (listing.market() != Market.INDICES) json.put("volume", day.volume());
    }

    private static void universalTrade(ObjectNode parent, Print.@Nullable Trade trade) {
        if (trade == null) return;
        ObjectNode json = parent.putObject("last_trade")
                .put("id", trade.id())
                .put("price", trade.price())
                .put("size", trade.size())
                .put("exchange", trade.exchange())
                .put("last_updated", trade.tsNs())
                .put("timeframe", "REAL-TIME");
        if (!trade.conditions().isEmpty()) trade.conditions().forEach(json.putArray("conditions")::add);
    }

    private static void universalQuote(ObjectNode parent, Print.@Nullable Quote quote) {
        if (quote == null) return;
        parent.putObject("last_quote")
                .put("bid", quote.bid())
                .put("bid_size", quote.bidSize())
                .put("bid_exchange", quote.bidExchange())
                .put("ask", quote.ask())
                .put("ask_size", quote.askSize())
                .put("ask_exchange", quote.askExchange())
                .put("last_updated", quote.tsNs())
                .put("timeframe", "REAL-TIME");
    }

    /** Of the last trade; of a pair the last bid; of an index its value; before any of them yesterday's close. */
    private static BigDecimal price(Listing listing, Shelf shelf) {
        Print.Trade trade = shelf.trades().peekLast();
        if (trade != null) return trade.price();
        Print.Value value = shelf.values().peekLast();
        if (value != null) return value.value();
        Print.Quote quote = shelf.quotes().peekLast();
        return quote == null ? listing.close() : quote.bid();
    }

    private static BigDecimal change(Listing listing, BigDecimal price) {
        return Listing.trimmed(price.subtract(listing.close()));
    }

    private static BigDecimal changePercent(Listing listing, BigDecimal price) {
        BigDecimal hundredfold = price.subtract(listing.close()).movePointRight(2);
        return Listing.trimmed(hundredfold.divide(listing.close(), 4, RoundingMode.HALF_UP));
    }
}
