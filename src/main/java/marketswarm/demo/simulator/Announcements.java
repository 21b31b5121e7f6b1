package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the vendor says about a symbol at the end of a second, apart from trades, quotes and bars. */
final class Announcements {

    private static final long LIMITS_EVERY_MS = 30_000;
    private static final long IMBALANCE_EVERY_MS = 10_000;
    private static final double BAND = 0.05;
    private static final int LEVELS = 5;
    private static final int REGULAR_LIMITS = 21;
    private static final int HALTED = 17;
    private static final int TRADES_AGAIN = 18;
    private static final int OPENING = 930;

    private final Listing listing;
    private long said;

    Announcements(Listing listing) {
        this.listing = listing;
    }

    /** @param middle between bid and ask */
    List<Print> at(long ms, double middle) {
        long ns = ms * 1_000_000;
        List<Print> all = new ArrayList<>();
        Market market = listing.market();
        if (market.has("FMV")) all.add(new Print.FairValue(listing, ++said, ns, listing.price(middle)));
        if (market.has("XL2")) all.add(book(ns, middle));
        if (market.has("LULD") && ms % LIMITS_EVERY_MS == 0) all.add(limits(ns, middle, REGULAR_LIMITS));
        if (market.has("NOI") && ms % IMBALANCE_EVERY_MS == 0) all.add(imbalance(ns, middle));
        return all;
    }

    /** That trading is halted, or that it goes on; nothing on a market that has no such channel. */
    List<Print> halt(boolean halted, long ms, double middle) {
        if (!listing.market().has("LULD")) return List.of();
        return List.of(limits(ms * 1_000_000, middle, halted ? HALTED : TRADES_AGAIN));
    }

    private Print limits(long ns, double middle, int indicator) {
        return new Print.Limits(
                listing,
                ++said,
                ns,
                listing.price(middle * (1 + BAND)),
                listing.price(middle * (1 - BAND)),
                List.of(indicator));
    }

    private Print imbalance(long ns, double middle) {
        long paired = 1_000 + said % 7 * 100;
        return new Print.Imbalance(
                listing, ++said, ns, OPENING, "O", 400 + said % 5 * 20, paired, listing.price(middle));
    }

    private Print book(long ns, double middle) {
        return new Print.Book(listing, ++said, ns, side(middle, -1), side(middle, 1));
    }

    private List<Print.Level> side(double middle, int direction) {
        List<Print.Level> levels = new ArrayList<>(LEVELS);
        for (int level = 1; level <= LEVELS; level++) {
            double away = direction * level * listing.halfSpread() * listing.step();
            levels.add(new Print.Level(listing.price(middle + away), size(level)));
        }
        return levels;
    }

    private BigDecimal size(int level) {
        return listing.size(listing.typicalSize() * level);
    }
}
