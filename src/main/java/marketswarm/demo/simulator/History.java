package marketswarm.demo.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What REST can still tell of the tape: one shelf a symbol, bounded in time. */
final class History {

    private final Map<Listing, Shelf> shelves;

    History(List<Listing> listings, Duration kept) {
        shelves = listings.stream().collect(Collectors.toMap(Function.identity(), any -> new Shelf(kept.toNanos())));
    }

    void add(Print print) {
        of(print.listing()).add(print);
    }

    Shelf of(Listing listing) {
        return Objects.requireNonNull(shelves.get(listing), listing.symbol());
    }
}
