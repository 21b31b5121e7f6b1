package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.RoundingMode;
import marketswarm.redis.Json;

/** Trades, quotes and bars in the words of the vendor's REST, times of ticks in nanoseconds. */
final class TickJson {

    private TickJson() {}

    /** A result of {@code /v3/trades}. */
    static ObjectNode trade(Print.Trade trade) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        if (!trade.conditions().isEmpty()) trade.conditions().forEach(json.putArray("conditions")::add);
        Market market = trade.listing().market();
        json.put("exchange", trade.exchange());
        if (market != Market.OPTIONS) json.put("id", trade.id());
        boolean whole = market == Market.STOCKS;
        json.put("price", trade.price())
                .put("size", whole ? trade.size().setScale(0, RoundingMode.DOWN) : trade.size());
        if (market == Market.CRYPTO) {
            json.put("participant_timestamp", trade.tsNs());
            return json.put("received_timestamp", trade.tsNs() + trade.lagNs());
        }
        json.put("participant_timestamp", trade.tsNs() - trade.lagNs())
                .put("sequence_number", trade.sequence())
                .put("sip_timestamp", trade.tsNs());
        if (market == Market.OPTIONS) return json;
        json.put("decimal_size", SocketJson.fractional(trade.size()))
                .put("tape", trade.listing().tape());
        if (trade.trfId() != 0) {
            json.put("trf_id", trade.trfId()).put("trf_timestamp", trade.tsNs() - trade.lagNs());
        }
        return json;
    }

    /** A result of {@code /v3/quotes}; pairs have neither size nor sequence. */
    static ObjectNode quote(Print.Quote quote) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("ask_exchange", quote.askExchange())
                .put("ask_price", quote.ask())
                .put("bid_exchange", quote.bidExchange())
                .put("bid_price", quote.bid());
        Market market = quote.listing().market();
        if (market == Market.FOREX || market == Market.CRYPTO) return json.put("participant_timestamp", quote.tsNs());
        json.put("ask_size", quote.askSize())
                .put("bid_size", quote.bidSize())
                .put("sequence_number", quote.sequence())
                .put("sip_timestamp", quote.tsNs());
        if (market == Market.OPTIONS) return json;
        return json.put("participant_timestamp", quote.tsNs() - quote.lagNs())
                .put("tape", quote.listing().tape());
    }

    /** A result of {@code /v2/aggs}; indices have no volume. */
    static ObjectNode bar(Listing listing, BarQuery.Wide bar) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("o", bar.open())
                .put("h", bar.high())
                .put("l", bar.low())
                .put("c", bar.close())
                .put("t", bar.startMs());
        if (listing.market() == Market.INDICES) return json;
        return json.put("v", bar.volume()).put("vw", bar.vwap()).put("n", bar.trades());
    }
}
