package marketswarm.market.vendor;

import static marketswarm.market.vendor.Element.AP;
import static marketswarm.market.vendor.Element.AS;
import static marketswarm.market.vendor.Element.AT;
import static marketswarm.market.vendor.Element.AV;
import static marketswarm.market.vendor.Element.AX;
import static marketswarm.market.vendor.Element.BP;
import static marketswarm.market.vendor.Element.BS;
import static marketswarm.market.vendor.Element.BX;
import static marketswarm.market.vendor.Element.DAV;
import static marketswarm.market.vendor.Element.DS;
import static marketswarm.market.vendor.Element.DV;
import static marketswarm.market.vendor.Element.EV;
import static marketswarm.market.vendor.Element.FMV;
import static marketswarm.market.vendor.Element.OP;
import static marketswarm.market.vendor.Element.PAIR;
import static marketswarm.market.vendor.Element.SYM;
import static marketswarm.market.vendor.Element.TRFI;
import static marketswarm.market.vendor.Element.TRFT;
import static marketswarm.market.vendor.Element.VAL;
import static marketswarm.market.vendor.Element.VW;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import marketswarm.domain.Bar;
import marketswarm.domain.Book;
import marketswarm.domain.FairValue;
import marketswarm.domain.Imbalance;
import marketswarm.domain.IndexValue;
import marketswarm.domain.PriceBand;
import marketswarm.domain.Quote;
import marketswarm.domain.Tick;
import marketswarm.domain.Trade;
import org.jspecify.annotations.Nullable;

/**
 * Reads an element as the tick it is, decided by market and {@code ev}. A new channel is one case here. Answers null
 * where no record fits or what makes the record is missing; the decoder then keeps the element as it came.
 */
final class TickReader {

    private static final int SECOND_MS = 1_000;
    private static final long UNKNOWN = -1;
    private static final int MINUTE_MS = 60_000;

    private final String market;
    private final UnaryOperator<String> symbol;
    private final VendorTime time;

    /** @param symbol as for {@link Element} */
    TickReader(String market, UnaryOperator<String> symbol, VendorTime time) {
        this.market = market;
        this.symbol = symbol;
        this.time = time;
    }

    @Nullable
    Tick read(String ev, Element element, long receivedMs) {
        return switch (ev) {
            case "T" -> trade(element, receivedMs);
            case "XT" -> market.equals("crypto") ? trade(element, receivedMs) : null;
            case "Q" -> quote(element, receivedMs);
            case "XQ" -> market.equals("crypto") ? venueQuote(element, BP, AP, receivedMs) : null;
            case "C" -> market.equals("forex") ? venueQuote(element, 'b', 'a', receivedMs) : null;
            case "A" -> bar(element, "1s", SECOND_MS, receivedMs);
            case "AM" -> bar(element, "1m", MINUTE_MS, receivedMs);
            case "XAS" -> market.equals("crypto") ? bar(element, "1s", SECOND_MS, receivedMs) : null;
            case "XA" -> market.equals("crypto") ? bar(element, "1m", MINUTE_MS, receivedMs) : null;
            case "CAS" -> market.equals("forex") ? bar(element, "1s", SECOND_MS, receivedMs) : null;
            case "CA" -> market.equals("forex") ? bar(element, "1m", MINUTE_MS, receivedMs) : null;
            case "V" -> market.equals("indices") ? value(element, receivedMs) : null;
            case "LULD" -> band(element, receivedMs);
            case "NOI" -> imbalance(element, receivedMs);
            case "FMV" -> fairValue(element, receivedMs);
            case "LV" -> value(element, receivedMs);
            case "XL2" -> market.equals("crypto") ? book(element, receivedMs) : null;
            default -> null;
        };
    }

    /** The symbol, which sits in {@code sym}, {@code pair}, {@code T} or forex {@code p}; empty when there is none. */
    String symbol(String ev, Element element) {
        if (market.equals("forex") && ev.equals("C")) return symbol.apply(element.text('p'));
        String found = element.text(SYM);
        if (found.isEmpty()) found = element.text(PAIR);
        return found.isEmpty() ? element.text('T') : found;
    }

    /** The element's {@code t} in milliseconds, {@code receivedMs} when absent. */
    long stamp(String ev, Element element, long receivedMs) {
        boolean documentedNanoseconds = ev.equals("FMV") || ev.equals("LV");
        return element.has('t') ? time.ms(element.whole('t'), documentedNanoseconds, receivedMs) : receivedMs;
    }

    private @Nullable Long whenReported(Element element, long receivedMs) {
        long ms = element.has(TRFT) ? time.ms(element.whole(TRFT), false, receivedMs, UNKNOWN) : UNKNOWN;
        return ms == UNKNOWN ? null : (Long) ms;
    }

    private @Nullable Trade trade(Element element, long receivedMs) {
        BigDecimal price = price(element, element.decimal('p'));
        if (price == null) return null;
        BigDecimal size = element.decimal(DS, 's');
        String id = element.text('i');
        return new Trade(
                symbol("T", element),
                price,
                size == null ? BigDecimal.ZERO : size, // the vendor omits zeros
                element.code('x'),
                element.codes(),
                id.isEmpty() ? null : id,
                element.number('q'),
                element.code('z'),
                element.code(TRFI),
                whenReported(element, receivedMs),
                stamp("T", element, receivedMs),
                receivedMs);
    }

    private Quote quote(Element element, long receivedMs) {
        return new Quote(
                symbol("Q", element),
                price(element, element.decimal(BP)),
                element.decimal(BS),
                price(element, element.decimal(AP)),
                element.decimal(AS),
                element.code(BX),
                element.code(AX),
                element.number('q'),
                stamp("Q", element, receivedMs),
                receivedMs);
    }

    /** Crypto and forex: one venue, in {@code x}, quotes both sides. */
    private Quote venueQuote(Element element, int bid, int ask, long receivedMs) {
        Integer venue = element.code('x');
        return new Quote(
                symbol("C", element),
                price(element, element.decimal(bid)),
                element.decimal(BS),
                price(element, element.decimal(ask)),
                element.decimal(AS),
                venue,
                venue,
                null,
                stamp("C", element, receivedMs),
                receivedMs);
    }

    private @Nullable Bar bar(Element element, String interval, int lengthMs, long receivedMs) {
        BigDecimal open = price(element, element.decimal('o'));
        BigDecimal high = price(element, element.decimal('h'));
        BigDecimal low = price(element, element.decimal('l'));
        BigDecimal close = price(element, element.decimal('c'));
        if (open == null || high == null || low == null || close == null) return null;
        if (!element.has('s') && !element.has('e')) return null;
        long start = edge(element, 's', receivedMs);
        long end = edge(element, 'e', receivedMs);
        if (start == UNKNOWN) start = end == UNKNOWN ? receivedMs : end - lengthMs;
        if (end == UNKNOWN) end = start + lengthMs;
        return new Bar(
                symbol("A", element),
                interval,
                open,
                high,
                low,
                close,
                element.decimal(DV, 'v'),
                element.decimal(VW),
                element.decimal(OP),
                element.decimal(DAV, AV),
                element.decimal('a'),
                start,
                end,
                receivedMs);
    }

    private long edge(Element element, char name, long receivedMs) {
        return element.has(name) ? time.ms(element.whole(name), false, receivedMs, UNKNOWN) : UNKNOWN;
    }

    private @Nullable IndexValue value(Element element, long receivedMs) {
        BigDecimal value = element.decimal(VAL);
        return value == null
                ? null
                : new IndexValue(symbol("V", element), value, stamp(element.text(EV), element, receivedMs), receivedMs);
    }

    /** Futures alone have been traded below zero. */
    private @Nullable BigDecimal price(Element element, @Nullable BigDecimal price) {
        if (price != null && price.signum() < 0 && !market.equals("futures")) element.refuse();
        return price;
    }

    private @Nullable FairValue fairValue(Element element, long receivedMs) {
        BigDecimal value = price(element, element.decimal(FMV));
        return value == null
                ? null
                : new FairValue(symbol("FMV", element), value, stamp("FMV", element, receivedMs), receivedMs);
    }

    private PriceBand band(Element element, long receivedMs) {
        return new PriceBand(
                symbol("LULD", element),
                element.decimal('h'),
                element.decimal('l'),
                element.indicators(),
                element.code('z'),
                element.number('q'),
                stamp("LULD", element, receivedMs),
                receivedMs);
    }

    private Imbalance imbalance(Element element, long receivedMs) {
        String auction = element.text('a');
        return new Imbalance(
                symbol("NOI", element),
                auction.isEmpty() ? null : auction,
                element.code(AT),
                element.code('x'),
                element.decimal('o'),
                element.decimal('p'),
                element.decimal('b'),
                element.number('i'),
                stamp("NOI", element, receivedMs),
                receivedMs);
    }

    private Book book(Element element, long receivedMs) {
        return new Book(
                symbol("XL2", element),
                element.bids(),
                element.asks(),
                element.code('x'),
                stamp("XL2", element, receivedMs),
                receivedMs);
    }
}
