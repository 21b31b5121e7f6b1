package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The rarer channels in the words of the vendor's WebSocket: FMV, LULD, NOI, XL2. */
final class AnnouncementJson {

    private static final int AUCTION_EXCHANGE = 10;

    private AnnouncementJson() {}

    /** Adds the fields of what is announced; leaves the rest alone. */
    static void write(ObjectNode json, Print print, Switches.TimeUnit fairValueTime) {
        if (print instanceof Print.FairValue value) fairValue(json, value, fairValueTime);
        else if (print instanceof Print.Limits limits) limits(json, limits);
        else if (print instanceof Print.Imbalance imbalance) imbalance(json, imbalance);
        else if (print instanceof Print.Book book) book(json, book);
    }

    /** Under the REST spelling, unlike everything else on the socket. */
    private static void fairValue(ObjectNode json, Print.FairValue value, Switches.TimeUnit unit) {
        json.put("fmv", value.value()).put("sym", value.listing().symbol());
        json.put("t", unit == Switches.TimeUnit.NS ? value.tsNs() : value.tsMs());
    }

    /** Its time is in nanoseconds, whatever the vendor's page says. */
    private static void limits(ObjectNode json, Print.Limits limits) {
        json.put("T", limits.listing().socketSymbol()).put("h", limits.high()).put("l", limits.low());
        limits.indicators().forEach(json.putArray("i")::add);
        json.put("z", limits.listing().tape()).put("t", limits.tsNs()).put("q", limits.ordinal());
    }

    private static void imbalance(ObjectNode json, Print.Imbalance imbalance) {
        json.put("T", imbalance.listing().socketSymbol())
                .put("t", imbalance.tsNs())
                .put("at", imbalance.auctionTime())
                .put("a", imbalance.auction())
                .put("i", imbalance.ordinal())
                .put("x", AUCTION_EXCHANGE)
                .put("o", imbalance.quantity())
                .put("p", imbalance.paired())
                .put("b", imbalance.clearing());
    }

    private static void book(ObjectNode json, Print.Book book) {
        json.put("pair", book.listing().socketSymbol())
                .put("t", book.tsMs())
                .put("r", book.tsMs())
                .put("x", 1);
        levels(json.putArray("b"), book.bids());
        levels(json.putArray("a"), book.asks());
    }

    private static void levels(ArrayNode side, List<Print.Level> levels) {
        levels.forEach(level -> side.addArray().add(level.price()).add(level.size()));
    }
}
