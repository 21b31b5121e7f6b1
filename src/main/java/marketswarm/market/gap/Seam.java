package marketswarm.market.gap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marketswarm.domain.Tick;
import marketswarm.market.Identity;
import marketswarm.market.stream.Sightings;

/**
 * Where what REST gives meets what the socket gives: while a gap is being filled, each tick passes one way only. Ticks
 * of the socket are remembered from the subscription until a little after the first of them; beyond that there is no
 * gap. Safe for the socket's thread and the one that fills.
 */
final class Seam {

    /** How far vendor stamps may run apart around the first live tick. */
    static final long MARGIN_MS = Duration.ofSeconds(5).toMillis();

    private final Sightings live = new Sightings();
    private final Sightings given = new Sightings();
    private final long expectedMs;
    private long firstLiveMs;
    private long dropped;

    /** @param expectedMs when the first live tick should be stamped, vendor's clock */
    Seam(long expectedMs) {
        this.expectedMs = expectedMs;
    }

    /** When the socket began to speak, vendor's clock, as far as that is known. */
    synchronized long beginsMs() {
        return firstLiveMs == 0 ? expectedMs : firstLiveMs;
    }

    /** Beyond this the socket alone speaks. */
    synchronized long untilMs() {
        return Math.max(expectedMs, firstLiveMs) + MARGIN_MS;
    }

    /** What of a frame REST has not given before. */
    synchronized List<Tick> unseen(List<Tick> frame) {
        if (firstLiveMs == 0 && !frame.isEmpty()) firstLiveMs = frame.get(0).tsMs();
        long untilMs = untilMs();
        var kept = new ArrayList<Tick>(frame.size());
        for (Tick tick : frame) if (tick.tsMs() > untilMs || isUnseen(Identity.of(tick))) kept.add(tick);
        return kept;
    }

    /**
     * Whether nobody has had this tick of REST.
     *
     * @param stored what the stream held at the subscription
     * @param occurrence 1 where REST has said it once, 2 where it has said it twice, …
     */
    synchronized boolean isMissing(Tick tick, Sightings stored, int occurrence) {
        long identity = Identity.of(tick);
        if (occurrence <= stored.count(identity) + live.count(identity)) return false;
        if (tick.tsMs() >= expectedMs - 2 * MARGIN_MS) given.add(identity);
        return true;
    }

    /** Whether it has passed here, from the socket or from REST, as far as that is remembered. */
    synchronized boolean knows(long identity) {
        return live.count(identity) > 0 || given.count(identity) > 0;
    }

    /** Whether the socket has brought it as well: then REST has caught up with the socket. */
    synchronized boolean isLive(Tick tick) {
        return live.count(Identity.of(tick)) > 0;
    }

    /** Live ticks that REST had given before. */
    synchronized long dropped() {
        return dropped;
    }

    private boolean isUnseen(long identity) {
        if (identity == Identity.NONE) return true;
        boolean again = given.count(identity) > live.count(identity);
        live.add(identity);
        if (again) dropped++;
        return !again;
    }
}
