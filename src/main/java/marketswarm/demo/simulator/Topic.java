package marketswarm.demo.simulator;

import java.util.Comparator;

/**
 * What a client can subscribe to and what is counted.
 *
 * @param channel the vendor's: {@code T}
 * @param symbol in the REST spelling, as in the keys of Redis: {@code X:BTCUSD}
 */
record Topic(Market market, String channel, String symbol) {

    static final Comparator<Topic> BY_NAME =
            Comparator.comparing(Topic::market).thenComparing(Topic::channel).thenComparing(Topic::symbol);

    static Topic of(Print print) {
        Listing listing = print.listing();
        return new Topic(listing.market(), print.channel(), listing.symbol());
    }
}
