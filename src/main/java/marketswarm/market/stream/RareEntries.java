package marketswarm.market.stream;

import static marketswarm.market.stream.TickEntries.EXCHANGE;
import static marketswarm.market.stream.TickEntries.HIGH;
import static marketswarm.market.stream.TickEntries.LOW;
import static marketswarm.market.stream.TickEntries.SEQ;
import static marketswarm.market.stream.TickEntries.TAPE;
import static marketswarm.market.stream.TickEntries.TYPE;
import static marketswarm.market.stream.TickEntries.VALUE;

import java.util.List;
import java.util.stream.Collectors;
import marketswarm.domain.Book;
import marketswarm.domain.Book.Level;
import marketswarm.domain.FairValue;
import marketswarm.domain.Imbalance;
import marketswarm.domain.PriceBand;
import marketswarm.domain.Tick;
import marketswarm.market.stream.TickEntries.Fields;
import marketswarm.redis.pipe.Word;

/** The entries of ticks that are seldom or come from few channels; otherwise as {@link TickEntries}. */
final class RareEntries {

    private static final Word FAIR_VALUE = Word.of("fair_value");
    private static final Word BAND = Word.of("band");
    private static final Word IMBALANCE = Word.of("imbalance");
    private static final Word BOOK = Word.of("book");
    private static final Word INDICATORS = Word.of("indicators");
    private static final Word AUCTION = Word.of("auction");
    private static final Word AUCTION_TIME = Word.of("auction_time");
    private static final Word PAIRED = Word.of("paired");
    private static final Word CLEARING_PRICE = Word.of("clearing_price");
    private static final Word BIDS = Word.of("bids");
    private static final Word ASKS = Word.of("asks");

    private RareEntries() {}

    static void fields(Tick tick, Fields field) {
        if (tick instanceof FairValue fair) fairValue(fair, field);
        else if (tick instanceof PriceBand band) band(band, field);
        else if (tick instanceof Imbalance imbalance) imbalance(imbalance, field);
        else if (tick instanceof Book book) book(book, field);
    }

    private static void fairValue(FairValue fair, Fields field) {
        field.accept(TYPE, FAIR_VALUE);
        TickEntries.put(field, VALUE, fair.value());
    }

    private static void band(PriceBand band, Fields field) {
        field.accept(TYPE, BAND);
        TickEntries.put(field, HIGH, band.high());
        TickEntries.put(field, LOW, band.low());
        if (!band.indicators().isEmpty()) field.accept(INDICATORS, TickEntries.joined(band.indicators()));
        TickEntries.put(field, TAPE, band.tape());
        TickEntries.put(field, SEQ, band.seq());
    }

    private static void imbalance(Imbalance imbalance, Fields field) {
        field.accept(TYPE, IMBALANCE);
        TickEntries.put(field, AUCTION, imbalance.auction());
        TickEntries.put(field, AUCTION_TIME, imbalance.auctionTime());
        TickEntries.put(field, EXCHANGE, imbalance.exchange());
        TickEntries.put(field, IMBALANCE, imbalance.imbalance());
        TickEntries.put(field, PAIRED, imbalance.paired());
        TickEntries.put(field, CLEARING_PRICE, imbalance.clearingPrice());
        TickEntries.put(field, SEQ, imbalance.seq());
    }

    private static void book(Book book, Fields field) {
        field.accept(TYPE, BOOK);
        field.accept(BIDS, levels(book.bids()));
        field.accept(ASKS, levels(book.asks()));
        TickEntries.put(field, EXCHANGE, book.exchange());
    }

    /** JSON, best first: {@code [[33712.71,0.18635],[33712.7,0.134]]}. */
    private static String levels(List<Level> levels) {
        return levels.stream()
                .map(level ->
                        "[" + level.price().toPlainString() + "," + level.size().toPlainString() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
