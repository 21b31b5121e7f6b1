package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import marketswarm.redis.Json;

/** Trades, quotes and bars of futures in the words of the vendor's newest REST, times in nanoseconds. */
final class FuturesJson {

    private static final int CHANNEL = 310;

    private FuturesJson() {}

    static ObjectNode trade(Print.Trade trade) {
        return common(trade.listing(), trade.tsNs(), trade.sequence())
                .put("price", trade.price())
                .put("size", trade.size());
    }

    static ObjectNode quote(Print.Quote quote) {
        return common(quote.listing(), quote.tsNs(), quote.sequence())
                .put("ask_price", quote.ask())
                .put("ask_size", quote.askSize())
                .put("ask_timestamp", quote.tsNs())
                .put("bid_price", quote.bid())
                .put("bid_size", quote.bidSize())
                .put("bid_timestamp", quote.tsNs());
    }

    static ObjectNode bar(Listing listing, BarQuery.Wide bar) {
        return Json.MAPPER
                .createObjectNode()
                .put("ticker", listing.symbol())
                .put("open", bar.open())
                .put("high", bar.high())
                .put("low", bar.low())
                .put("close", bar.close())
                .put("volume", bar.volume())
                .put("transactions", bar.trades())
                .put("window_start", bar.startMs() * 1_000_000);
    }

    private static ObjectNode common(Listing listing, long tsNs, long sequence) {
        var day = Instant.ofEpochMilli(tsNs / 1_000_000).atZone(Moment.EXCHANGE).toLocalDate();
        return Json.MAPPER
                .createObjectNode()
                .put("ticker", listing.symbol())
                .put("timestamp", tsNs)
                .put("session_end_date", day.toString())
                .put("channel", CHANNEL)
                .put("report_sequence", sequence)
                .put("sequence_number", sequence);
    }
}
