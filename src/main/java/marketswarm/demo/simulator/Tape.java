package marketswarm.demo.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** All symbols in one line, oldest first. Equal seed, start and rate give equal prints, however it is read. */
final class Tape {

    private final PriorityQueue<Walk> walks = new PriorityQueue<>(Comparator.comparingLong(Walk::nextNs));

    /**
     * @param startMs epoch milliseconds of the first second
     * @param rate trades and quotes a second and symbol
     */
    Tape(List<Listing> listings, long seed, long startMs, double rate) {
        listings.forEach(listing -> walks.add(new Walk(listing, seed, startMs, rate)));
    }

    /** What is published before that moment and was not returned yet. */
    List<Print> until(long epochMs) {
        List<Print> prints = new ArrayList<>();
        long endNs = epochMs * 1_000_000;
        for (Walk walk = walks.peek(); walk != null && walk.nextNs() < endNs; walk = walks.peek()) {
            walks.poll();
            walk.step(prints::add);
            walks.add(walk);
        }
        return prints;
    }

    /** The same while trading in some symbols is halted; what is announced of them has the time of that moment. */
    List<Print> until(long epochMs, Set<String> halted) {
        List<Print> prints = new ArrayList<>();
        for (Walk walk : List.copyOf(walks)) {
            boolean now = halted.contains(walk.symbol());
            if (!now && !walk.isHalted()) continue;
            walks.remove(walk);
            walk.halt(now, epochMs, prints::add);
            walks.add(walk);
        }
        prints.addAll(until(epochMs));
        prints.sort(Comparator.comparingLong(Print::tsNs));
        return prints;
    }

    /** Until that moment nothing is traded or quoted; bars that have begun still end. */
    List<Print> standStill(long epochMs) {
        List<Print> prints = new ArrayList<>();
        List<Walk> all = List.copyOf(walks);
        walks.clear();
        for (Walk walk : all) {
            walk.standStill(epochMs, prints::add);
            walks.add(walk);
        }
        return prints;
    }
}
