package marketswarm.market.gap;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import marketswarm.domain.Tick;
import marketswarm.market.Identity;
import marketswarm.market.stream.Sightings;
import marketswarm.market.vendor.RestTicks;
import marketswarm.market.vendor.RestTicks.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One kind of history of one symbol, read page by page, and read again from a little before its end until REST has
 * caught up with the socket.
 */
final class Lane {

    private static final long OVERLAP_MS = Duration.ofSeconds(2).toMillis();

    private final String market;
    private final Kind kind;
    private final Deque<Tick> page = new ArrayDeque<>();
    private Sightings pass = new Sightings();
    private Sightings judged = new Sightings();
    private @Nullable String next;
    private long reachedMs;
    private boolean caughtUp;
    private String trouble = "";

    Lane(String market, Kind kind) {
        this.market = market;
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Another pass, unless it has caught up or been given up. */
    void begin(String symbol, long fromMs, long untilMs) {
        if (isSettled()) return;
        judged = pass;
        pass = new Sightings();
        next = RestTicks.path(market, kind, symbol, Math.max(fromMs, reachedMs - OVERLAP_MS), untilMs);
    }

    /** The request that it waits for. */
    @Nullable
    String next() {
        return page.isEmpty() ? next : null;
    }

    /** An answer to what it asked. */
    void answer(String symbol, String json, long receivedMs) {
        RestTicks.Page read = RestTicks.read(market, kind, symbol, json, receivedMs);
        page.addAll(read.ticks());
        next = read.next();
    }

    @Nullable
    Tick peek() {
        return page.peek();
    }

    Tick poll() {
        Tick tick = page.remove();
        reachedMs = Math.max(reachedMs, tick.tsMs());
        return tick;
    }

    /** How often REST has said it in this pass, when that is new; 0 for what an earlier pass has dealt with. */
    int occurrence(Tick tick) {
        long identity = Identity.of(tick);
        int occurrence = pass.add(identity);
        return occurrence <= judged.count(identity) ? 0 : occurrence;
    }

    /** REST has reached what the socket brings: there is nothing more to ask for after this pass. */
    void caughtUp() {
        caughtUp = true;
    }

    void giveUp(String why) {
        trouble = why;
        next = null;
        page.clear();
    }

    boolean isSettled() {
        return caughtUp || !trouble.isEmpty();
    }

    /** Why it was given up; empty when it was not. */
    String trouble() {
        return trouble;
    }
}
