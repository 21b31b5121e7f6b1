package marketswarm.market.gap;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.Tick;
import marketswarm.market.stream.StoredTicks;
import marketswarm.market.vendor.RestSnapshots;
import marketswarm.market.vendor.RestTicks.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How a gap is filled, from the moment on at which the socket speaks again: every symbol is asked for until REST has
 * caught up. Where the socket goes once more, or something is missed besides, it is given up for another one.
 */
final class Filling {

    /** When to ask again while REST is behind the socket, after the subscription; at the last it must have caught up. */
    private static final long[] PASSES_MS = {1_000, 4_000, 16_000};

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final String market;
    private final Askable askable;
    private final StoredTicks stored;
    private final Pace pace;
    private final Gap gap;
    private final Start start;
    private final Seam seam;
    private final RestSnapshots rest = new RestSnapshots();
    private final GapReport report = new GapReport();
    private final Map<Kind, String> refused = new EnumMap<>(Kind.class);
    private @Nullable List<Fill> fills;

    /**
     * Where the socket takes over.
     *
     * @param readMs what is read from then on comes over the socket, our clock
     * @param mark the end of what was handed to be written before
     * @param steadyMs the same moment by the clock that nobody sets
     */
    record Start(long readMs, long mark, long steadyMs) {}

    Filling(String market, Askable askable, StoredTicks stored, Pace pace, Gap gap, Start start) {
        this.market = market;
        this.askable = askable;
        this.stored = stored;
        this.pace = pace;
        this.gap = gap;
        this.start = start;
        this.seam = new Seam(start.readMs() - gap.delayMs());
    }

    Start start() {
        return start;
    }

    /** What of a frame REST has not given before. */
    List<Tick> unseen(List<Tick> ticks) {
        return seam.unseen(ticks);
    }

    /** The symbols that are to be asked for now, in truth's order. */
    List<Fill> due(long nowMs) {
        if (nowMs < start.steadyMs() + PASSES_MS[0]) return List.of();
        if (fills == null) fills = ofEachSymbol();
        return fills.stream()
                .filter(fill -> !fill.isDone() && fill.dueMs() <= nowMs)
                .toList();
    }

    private List<Fill> ofEachSymbol() {
        Set<Kind> kinds = askable.kinds();
        if (kinds.isEmpty()) return List.of();
        return askable.symbols().stream()
                .map(symbol -> new Fill(market, symbol, kinds, seam))
                .toList();
    }

    boolean has(Fill fill) {
        return fill.seam() == seam;
    }

    /** Begins a symbol or goes on with it; afterwards it knows what it asks for. */
    void begin(Fill fill) {
        refused.forEach(fill::giveUp);
        fill.resume(fromMs(), () -> stored.between(fill.symbol(), gap.storedFromMs(), start.readMs(), seam::knows));
    }

    /**
     * REST has answered the fill's request.
     *
     * @param status 0 when there was no answer
     * @param retryAfter the vendor's wish in seconds, if it has one
     * @param receivedMs our clock
     * @return what is missing in the streams, in the order of its stamps
     */
    List<Tick> answered(Fill fill, int status, String body, @Nullable String retryAfter, long receivedMs, long nowMs) {
        report.asked();
        switch (status) {
            case OK -> read(fill, body, receivedMs);
            case TOO_MANY -> {
                pace.tooMany(nowMs, retryAfter);
                fill.interrupt(pace.pausedUntilMs());
            }
            case UNAUTHORIZED, FORBIDDEN -> {
                String why = rest.explain(status, body);
                refused.put(fill.giveUp(why), why);
            }
            default -> {
                if (pace.failed(nowMs)) fill.giveUp(rest.explain(status, body));
                else fill.interrupt(pace.pausedUntilMs());
            }
        }
        List<Tick> missing = fill.merged();
        report.filled(missing.size());
        return missing;
    }

    private void read(Fill fill, String body, long receivedMs) {
        pace.answered();
        try {
            fill.answer(body, receivedMs);
        } catch (IllegalArgumentException e) {
            fill.giveUp(String.valueOf(e.getMessage()));
        }
    }

    /** Nothing more is to be asked for the symbol at present. */
    void ended(Fill fill) {
        int next = Math.min(fill.passes(), PASSES_MS.length - 1);
        fill.passEnded(fill.passes() >= PASSES_MS.length, start.steadyMs() + PASSES_MS[next]);
    }

    boolean isDone() {
        return fills != null && fills.stream().allMatch(Fill::isDone);
    }

    /** What came of it, when it is done. */
    MarketEvent closed(GapEvents events) {
        List<Fill> all = fills == null ? List.of() : fills;
        all.forEach(fill -> report.troubles(fill.troubles()));
        report.cut(fromMs() - gap.fromMs());
        report.withoutHistory(askable.withoutHistory());
        return events.closed(gap, seam.untilMs(), all.size(), report);
    }

    private long fromMs() {
        return Math.max(gap.fromMs(), seam.beginsMs() - askable.longestMs());
    }
}
