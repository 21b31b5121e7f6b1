package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.util.List;

/** One line of the tape. Socket and REST both write it, each in its own words. */
sealed interface Print {

    Listing listing();

    /** When it is published, epoch nanoseconds. */
    long tsNs();

    /** The vendor's channel, for example {@code T}. */
    String channel();

    /** The exchange of trades that were made on none. */
    int OFF_EXCHANGE = 4;

    /** Position among the prints of its kind and symbol; a page of REST results continues after it. */
    long ordinal();

    default long tsMs() {
        return tsNs() / 1_000_000;
    }

    /**
     * @param side 1 sold, 2 bought, as crypto conditions count
     * @param trfId trade reporting facility of an off-exchange trade, else 0
     * @param lagNs from the trade to its publication
     */
    record Trade(
            Listing listing,
            long ordinal,
            long tsNs,
            BigDecimal price,
            BigDecimal size,
            int exchange,
            List<Integer> conditions,
            String id,
            long sequence,
            int side,
            int trfId,
            long lagNs)
            implements Print {

        @Override
        public String channel() {
            return listing.market() == Market.CRYPTO ? "XT" : "T";
        }

        Trade numbered(long another) {
            return new Trade(
                    listing, ordinal, tsNs, price, size, exchange, conditions, id, another, side, trfId, lagNs);
        }

        Trade sized(BigDecimal another) {
            return new Trade(
                    listing, ordinal, tsNs, price, another, exchange, conditions, id, sequence, side, trfId, lagNs);
        }

        /** As an off-exchange trade that was made so much earlier than it is published. */
        Trade reportedLate(int facility, long byNs) {
            return new Trade(
                    listing, ordinal, tsNs, price, size, OFF_EXCHANGE, conditions, id, sequence, side, facility, byNs);
        }
    }

    record Quote(
            Listing listing,
            long ordinal,
            long tsNs,
            BigDecimal bid,
            BigDecimal bidSize,
            BigDecimal ask,
            BigDecimal askSize,
            int bidExchange,
            int askExchange,
            long sequence,
            long lagNs)
            implements Print {

        @Override
        public String channel() {
            return switch (listing.market()) {
                case CRYPTO -> "XQ";
                case FOREX -> "C";
                default -> "Q";
            };
        }
    }

    record Value(Listing listing, long ordinal, long tsNs, BigDecimal value) implements Print {

        @Override
        public String channel() {
            return "V";
        }
    }

    /** The vendor's estimate of a fair price. */
    record FairValue(Listing listing, long ordinal, long tsNs, BigDecimal value) implements Print {

        @Override
        public String channel() {
            return "FMV";
        }
    }

    /** Prices at which trading of a stock would be paused. */
    record Limits(Listing listing, long ordinal, long tsNs, BigDecimal high, BigDecimal low, List<Integer> indicators)
            implements Print {

        @Override
        public String channel() {
            return "LULD";
        }
    }

    /**
     * What an auction lacks.
     *
     * @param auctionTime hour and minute in New York: {@code 930}
     * @param auction {@code O} opening, {@code C} closing, …
     */
    record Imbalance(
            Listing listing,
            long ordinal,
            long tsNs,
            int auctionTime,
            String auction,
            long quantity,
            long paired,
            BigDecimal clearing)
            implements Print {

        @Override
        public String channel() {
            return "NOI";
        }
    }

    /** The order book, best prices first. */
    record Book(Listing listing, long ordinal, long tsNs, List<Level> bids, List<Level> asks) implements Print {

        @Override
        public String channel() {
            return "XL2";
        }
    }

    /** A line of a book. */
    record Level(BigDecimal price, BigDecimal size) {}

    /** A bar, published at the end of its window; {@code day} is the day up to there. */
    record Bar(
            Listing listing,
            long ordinal,
            boolean minute,
            long startMs,
            long endMs,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            BigDecimal vwap,
            long trades,
            Day day)
            implements Print {

        @Override
        public long tsNs() {
            return endMs * 1_000_000;
        }

        @Override
        public String channel() {
            return minute ? listing.market().minuteBars() : listing.market().secondBars();
        }

        /** With one more trade, at the close. */
        Bar corrected() {
            BigDecimal more = BigDecimal.ONE.movePointLeft(listing.sizeDecimals());
            return new Bar(
                    listing,
                    ordinal,
                    minute,
                    startMs,
                    endMs,
                    open,
                    high,
                    low,
                    close,
                    volume.add(more),
                    vwap,
                    trades + 1,
                    day);
        }
    }

    /** The trading day so far. */
    record Day(
            BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume, BigDecimal vwap) {}
}
