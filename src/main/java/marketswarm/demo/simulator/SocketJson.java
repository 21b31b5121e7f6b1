package marketswarm.demo.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import marketswarm.redis.Json;

/** The tape in the words of the vendor's WebSocket. Zero and empty values are left out, as the vendor does. */
final class SocketJson {

    /** The vendor never writes an exponent, however small the trade. */
    private static final ObjectWriter PLAIN = Json.MAPPER.writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    private static final BigDecimal ROUND_LOT = BigDecimal.valueOf(100);

    private SocketJson() {}

    /** One element of a frame, as on a good day. */
    static String of(Print print) {
        return of(print, Switches.defaults());
    }

    /** One element of a frame. */
    static String of(Print print, Switches switches) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("ev", print.channel());
        if (print instanceof Print.Trade trade) trade(json, trade);
        else if (print instanceof Print.Quote quote) quote(json, quote, switches.quoteSize());
        else if (print instanceof Print.Bar bar) bar(json, bar, switches.fractionalSizes() > 0);
        else if (print instanceof Print.Value value) value(json, value);
        else AnnouncementJson.write(json, print, switches.fairValueTime());
        return write(json);
    }

    static String status(String status, String message) {
        return write(Json.MAPPER
                .createObjectNode()
                .put("ev", "status")
                .put("status", status)
                .put("message", message));
    }

    static String write(ObjectNode json) {
        try {
            return PLAIN.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("simulator: a tree of plain values is always JSON", e);
        }
    }

    private static void trade(ObjectNode json, Print.Trade trade) {
        Market market = trade.listing().market();
        if (market == Market.OPTIONS || market == Market.FUTURES) {
            derivative(json, trade);
            return;
        }
        if (market == Market.CRYPTO) {
            json.put("pair", trade.listing().socketSymbol())
                    .put("p", trade.price())
                    .put("t", trade.tsMs())
                    .put("s", trade.size());
            conditions(json, trade.conditions());
            json.put("i", trade.id()).put("x", trade.exchange()).put("r", later(trade.tsNs(), trade.lagNs()));
            return;
        }
        json.put("sym", trade.listing().socketSymbol())
                .put("x", trade.exchange())
                .put("i", trade.id())
                .put("z", trade.listing().tape())
                .put("p", trade.price())
                .put("s", trade.size().setScale(0, RoundingMode.DOWN))
                .put("ds", fractional(trade.size()));
        conditions(json, trade.conditions());
        json.put("t", trade.tsMs()).put("q", trade.sequence());
        if (trade.trfId() != 0) {
            json.put("trfi", trade.trfId()).put("trft", (trade.tsNs() - trade.lagNs()) / 1_000_000);
        }
    }

    /** Without an id: two of them can be equal. */
    private static void derivative(ObjectNode json, Print.Trade trade) {
        json.put("sym", trade.listing().socketSymbol());
        if (trade.listing().market() == Market.OPTIONS) json.put("x", trade.exchange());
        json.put("p", trade.price()).put("s", trade.size());
        conditions(json, trade.conditions());
        json.put("t", trade.tsMs()).put("q", trade.sequence());
    }

    private static void quote(ObjectNode json, Print.Quote quote, Switches.SizeUnit unit) {
        switch (quote.listing().market()) {
            case FOREX ->
                json.put("p", quote.listing().socketSymbol())
                        .put("x", quote.bidExchange())
                        .put("a", quote.ask())
                        .put("b", quote.bid())
                        .put("t", quote.tsMs());
            case CRYPTO ->
                json.put("pair", quote.listing().socketSymbol())
                        .put("bp", quote.bid())
                        .put("bs", quote.bidSize())
                        .put("ap", quote.ask())
                        .put("as", quote.askSize())
                        .put("t", quote.tsMs())
                        .put("x", quote.bidExchange())
                        .put("r", later(quote.tsNs(), quote.lagNs()));
            case OPTIONS ->
                json.put("sym", quote.listing().socketSymbol())
                        .put("bx", quote.bidExchange())
                        .put("ax", quote.askExchange())
                        .put("bp", quote.bid())
                        .put("ap", quote.ask())
                        .put("bs", quote.bidSize())
                        .put("as", quote.askSize())
                        .put("t", quote.tsMs())
                        .put("q", quote.sequence());
            case FUTURES ->
                json.put("sym", quote.listing().socketSymbol())
                        .put("bp", quote.bid())
                        .put("bs", quote.bidSize())
                        .put("bt", quote.tsMs())
                        .put("ap", quote.ask())
                        .put("as", quote.askSize())
                        .put("at", quote.tsMs())
                        .put("t", quote.tsMs())
                        .put("q", quote.sequence());
            default ->
                json.put("sym", quote.listing().socketSymbol())
                        .put("bx", quote.bidExchange())
                        .put("bp", quote.bid())
                        .put("bs", size(quote.bidSize(), quote, unit))
                        .put("ax", quote.askExchange())
                        .put("ap", quote.ask())
                        .put("as", size(quote.askSize(), quote, unit))
                        .put("t", quote.tsMs())
                        .put("q", quote.sequence())
                        .put("z", quote.listing().tape());
        }
    }

    private static void bar(ObjectNode json, Print.Bar bar, boolean decimals) {
        Market market = bar.listing().market();
        boolean pair = market == Market.CRYPTO || market == Market.FOREX;
        json.put(pair ? "pair" : "sym", bar.listing().socketSymbol());
        switch (market) {
            case STOCKS, OPTIONS ->
                json.put("v", bar.volume())
                        .put("dv", fractional(bar.volume()))
                        .put("av", bar.day().volume())
                        .put("dav", fractional(bar.day().volume()))
                        .put("op", bar.day().open())
                        .put("vw", bar.vwap())
                        .put("a", bar.day().vwap())
                        .put("z", averageSize(bar, decimals));
            case INDICES -> json.put("op", bar.day().open());
            case FOREX -> json.put("v", bar.volume());
            case CRYPTO -> json.put("v", bar.volume()).put("vw", bar.vwap()).put("z", averageSize(bar, decimals));
            case FUTURES ->
                json.put("v", bar.volume()).put("dv", fractional(bar.volume())).put("n", bar.trades());
        }
        json.put("o", bar.open())
                .put("c", bar.close())
                .put("h", bar.high())
                .put("l", bar.low())
                .put("s", bar.startMs())
                .put("e", bar.endMs());
    }

    private static void value(ObjectNode json, Print.Value value) {
        json.put("val", value.value()).put("T", value.listing().socketSymbol()).put("t", value.tsMs());
    }

    private static void conditions(ObjectNode json, List<Integer> conditions) {
        if (!conditions.isEmpty()) conditions.forEach(json.putArray("c")::add);
    }

    private static BigDecimal averageSize(Print.Bar bar, boolean decimals) {
        return Listing.trimmed(
                bar.volume().divide(BigDecimal.valueOf(bar.trades()), decimals ? 4 : 0, RoundingMode.DOWN));
    }

    private static BigDecimal size(BigDecimal shares, Print.Quote quote, Switches.SizeUnit unit) {
        boolean lots = unit == Switches.SizeUnit.ROUND_LOTS && quote.listing().market() == Market.STOCKS;
        return lots ? shares.divideToIntegralValue(ROUND_LOT) : shares;
    }

    /** The vendor writes its decimal strings with a point: {@code "100.0"}. */
    static String fractional(BigDecimal size) {
        return (size.scale() == 0 ? size.setScale(1) : size).toPlainString();
    }

    private static long later(long tsNs, long lagNs) {
        return (tsNs + lagNs) / 1_000_000;
    }
}
