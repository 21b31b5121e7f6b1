package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** One topic of a load: a few stencils with different prices, used in turn. */
final class LoadTopic {

    private static final int PRICES = 8;
    private static final int[] EXCHANGES = {11, 12, 19, 8, 15, 10};

    private final Topic topic;
    private final List<Stencil> stencils = new ArrayList<>(PRICES);

    private LoadTopic(Topic topic) {
        this.topic = topic;
    }

    /** @param number of the symbol, from 1; prices are its own */
    static LoadTopic trades(int number) {
        Listing listing = listing(number);
        LoadTopic topic = new LoadTopic(new Topic(Market.STOCKS, "T", listing.symbol()));
        for (int n = 0; n < PRICES; n++) {
            topic.stencils.add(Stencil.trade(listing, price(number, n), EXCHANGES[n % EXCHANGES.length]));
        }
        return topic;
    }

    static LoadTopic quotes(int number) {
        Listing listing = listing(number);
        LoadTopic topic = new LoadTopic(new Topic(Market.STOCKS, "Q", listing.symbol()));
        for (int n = 0; n < PRICES; n++) {
            BigDecimal bid = price(number, n);
            BigDecimal ask = bid.add(new BigDecimal("0.01"));
            topic.stencils.add(Stencil.quote(listing, bid, ask, EXCHANGES[n % EXCHANGES.length]));
        }
        return topic;
    }

    Stencil stencil(long event) {
        return stencils.get((int) (event % PRICES));
    }

    int longest() {
        return stencils.stream().mapToInt(Stencil::length).max().orElseThrow();
    }

    void count(Counters counters, long events) {
        if (events > 0) counters.of(topic).sent(events);
    }

    private static Listing listing(int number) {
        return Listing.stock(Load.symbol(number), "Load " + number, 100, 0, 1, 3);
    }

    private static BigDecimal price(int number, int variant) {
        return BigDecimal.valueOf(10_003 + 7L * (number % 1000) + 2L * variant, 2);
    }
}
