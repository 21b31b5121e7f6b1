package marketswarm.market.gap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import marketswarm.domain.Tick;
import marketswarm.market.stream.Sightings;
import marketswarm.market.vendor.RestTicks.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What one symbol has missed, as it is asked for: several kinds of history, merged in the order of their stamps. A pass
 * ends when everything has been asked for; the last pass is the one in which REST has caught up.
 */
public final class Fill {

    private final String symbol;
    private final List<Lane> lanes;
    private final Seam seam;
    private Sightings stored = new Sightings();
    private long fromMs;
    private long dueMs;
    private int passes;
    private boolean running;
    private boolean interrupted;

    Fill(String market, String symbol, Collection<Kind> kinds, Seam seam) {
        this.symbol = symbol;
        this.seam = seam;
        this.lanes = kinds.stream().sorted().map(kind -> new Lane(market, kind)).toList();
    }

    public String symbol() {
        return symbol;
    }

    Seam seam() {
        return seam;
    }

    /** Whether there is a request to make now. */
    public boolean asks() {
        return !interrupted && waiting() != null;
    }

    /** Path and query of the request to make now. */
    public String request() {
        return Objects.requireNonNull(waiting()).request();
    }

    /** Its next pass, or the one that was interrupted. */
    void resume(long from, Supplier<Sightings> inStreams) {
        interrupted = false;
        if (running) return;
        fromMs = from;
        stored = inStreams.get();
        running = true;
        passes++;
        lanes.forEach(lane -> lane.begin(symbol, from, seam.untilMs()));
    }

    void answer(String json, long receivedMs) {
        Objects.requireNonNull(waiting()).lane().answer(symbol, json, receivedMs);
    }

    /** The kind that is being asked for cannot be had. */
    Kind giveUp(String why) {
        Lane lane = Objects.requireNonNull(waiting()).lane();
        lane.giveUp(why);
        return lane.kind();
    }

    void giveUp(Kind kind, String why) {
        for (Lane lane : lanes) if (lane.kind() == kind) lane.giveUp(why);
    }

    /** Goes on at that time, where it stands. */
    void interrupt(long untilMs) {
        interrupted = true;
        dueMs = untilMs;
    }

    /** What the pages so far have brought and nobody has had, up to where a page is missing. */
    List<Tick> merged() {
        var missing = new ArrayList<Tick>();
        long untilMs = seam.untilMs();
        for (Lane lane = earliest(); lane != null; lane = earliest()) {
            Tick tick = lane.poll();
            if (tick.tsMs() > untilMs || seam.isLive(tick)) lane.caughtUp();
            int occurrence = lane.occurrence(tick);
            if (tick.tsMs() < fromMs || tick.tsMs() > untilMs || occurrence == 0) continue;
            if (seam.isMissing(tick, stored, occurrence)) missing.add(tick);
        }
        return missing;
    }

    /** To be called when nothing more is asked: another pass at that time, or none if REST must have caught up by now. */
    void passEnded(boolean last, long nextMs) {
        if (interrupted) return;
        running = false;
        stored = new Sightings();
        dueMs = nextMs;
        if (last) lanes.stream().filter(lane -> !lane.isSettled()).forEach(Lane::caughtUp);
    }

    int passes() {
        return passes;
    }

    long dueMs() {
        return dueMs;
    }

    boolean isDone() {
        return !running && lanes.stream().allMatch(Lane::isSettled);
    }

    /** What could not be had, and why, one line each. */
    List<String> troubles() {
        return lanes.stream()
                .filter(lane -> !lane.trouble().isEmpty())
                .map(lane -> symbol + " " + lane.kind().words() + ": " + lane.trouble())
                .toList();
    }

    private record Waiting(Lane lane, String request) {}

    private @Nullable Waiting waiting() {
        for (Lane lane : lanes) {
            String request = lane.next();
            if (request != null) return new Waiting(lane, request);
        }
        return null;
    }

    /** The lane whose tick comes next; none while one of them waits for a page. */
    private @Nullable Lane earliest() {
        Lane earliest = null;
        long earliestMs = Long.MAX_VALUE;
        for (Lane lane : lanes) {
            Tick tick = lane.peek();
            if (tick == null && lane.next() != null) return null;
            if (tick == null || tick.tsMs() >= earliestMs) continue;
            earliest = lane;
            earliestMs = tick.tsMs();
        }
        return earliest;
    }
}
