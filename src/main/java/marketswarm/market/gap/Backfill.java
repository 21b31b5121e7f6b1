package marketswarm.market.gap;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.Tick;
import marketswarm.market.ClusterEvents;
import marketswarm.market.Shard;
import marketswarm.market.Symbols;
import marketswarm.market.stream.EventLog;
import marketswarm.market.stream.LostTicks;
import marketswarm.market.stream.StoredTicks;
import marketswarm.market.stream.StoredTicks.Mark;
import marketswarm.market.stream.Written;
import marketswarm.truth.Settings.Massive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the gaps of one cluster from REST. A gap opens where the streams end, so that a process that was killed leaves
 * one like any other; it is told open before the first tick after it is written, and told closed when every symbol has
 * been asked for until REST has caught up with the socket. What an earlier process told open is taken up again.
 */
public final class Backfill {

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    private static final long ROOM_AGAIN_MS = 1_000;
    private static final long FORGET_AFTER_MS = Duration.ofSeconds(60).toMillis();

    private final String name;
    private final Shard shard;
    private final Askable askable;
    private final StoredTicks stored;
    private final EventLog told;
    private final LostTicks lost;
    private final Written written;
    private final Clock clock;
    private final Clock steady;
    private final GapEvents events;
    private final Pace pace = new Pace();
    private final LastRead lastRead = new LastRead();
    private boolean lookedBack;
    private volatile @Nullable Gap gap;
    private volatile @Nullable Filling filling;
    private volatile boolean mayMeet;
    private Set<LostTicks.Hole> holes = Set.of();
    private long lostMark;
    private long lostAtMs;
    private long closedAtMs;
    private long backfilled;

    /**
     * @param name the vendor's name of the cluster
     * @param shard the part of it that is read here
     * @param lost what found no room, which is a gap as well
     * @param written how far what was received is in the streams
     * @param clock for stamps
     * @param steady by which it waits, and which nobody sets
     */
    public Backfill(
            String name,
            Shard shard,
            Supplier<Massive> settings,
            StoredTicks stored,
            EventLog told,
            LostTicks lost,
            Written written,
            Clock clock,
            Clock steady) {
        this.name = name;
        this.shard = shard;
        this.askable = new Askable(name, settings, stored);
        this.stored = stored;
        this.told = told;
        this.lost = lost;
        this.written = written;
        this.clock = clock;
        this.steady = steady;
        this.events = new GapEvents(new ClusterEvents(name, shard, clock));
    }

    /**
     * The socket has gone, or a new one opens: where reading ended, a gap begins, unless one is open. Redis is asked once
     * a process; later this process knows by itself how far it has come.
     */
    public synchronized List<MarketEvent> open() {
        giveUp();
        if (gap != null || !askable.isWanted()) return List.of();
        Optional<Gap> before =
                lookedBack ? Optional.empty() : told.openGap(name, shard.name()).flatMap(Gap::of);
        Optional<Gap> now = (lookedBack ? lastRead.mark() : end()).map(Gap::after);
        lookedBack = true;
        Gap found = Stream.of(before, now)
                .flatMap(Optional::stream)
                .min(Comparator.comparingLong(Gap::lostMs))
                .orElse(null);
        gap = found;
        if (found == null) return List.of();
        if (before.filter(found::equals).isEmpty()) return List.of(events.opened(found));
        LOG.info("market: goes on filling a gap cluster={} from_ms={}", shard.label(name), found.fromMs());
        return List.of();
    }

    /** Where the streams end, or ended before what was left on disk was written. */
    private Optional<Mark> end() {
        Optional<Mark> noted = stored.notedEnd(shard.label(name));
        return noted.isPresent() ? noted : stored.mark(askable.symbols(), clock.millis());
    }

    /** The vendor has been asked for its topics: what comes from now on comes over the socket. */
    public synchronized void subscribed() {
        meet(clock.millis());
    }

    /** From then on each tick that comes is remembered, and REST is asked up to a little beyond. */
    private void meet(long fromMs) {
        mayMeet = false;
        Gap open = gap;
        if (open == null) return;
        var start = new Filling.Start(fromMs, written.mark(), steady.millis());
        filling = new Filling(Symbols.market(name), askable, stored, pace, open, start);
    }

    /** What was asked for so far is asked for again, when the socket speaks. */
    private void giveUp() {
        filling = null;
        mayMeet = false;
    }

    /** To be called every second or so: ticks that found no room are a gap, filled as soon as there is room again. */
    public synchronized List<MarketEvent> attend() {
        var news = new ArrayList<MarketEvent>();
        Set<LostTicks.Hole> now = lost.of(Symbols.market(name));
        for (LostTicks.Hole hole : now) if (!holes.contains(hole)) widen(hole.delayed(lastRead.mark()), news);
        if (!now.equals(holes)) {
            holes = now;
            lostMark = written.mark();
            lostAtMs = steady.millis();
        }
        if (gap != null && filling == null && !holes.isEmpty())
            mayMeet = steady.millis() - lostAtMs > ROOM_AGAIN_MS && written.isUntil(lostMark);
        return news;
    }

    private void widen(LostTicks.Hole lostTicks, List<MarketEvent> news) {
        Gap open = gap;
        Gap hole = Gap.of(lostTicks);
        if (open == null || hole.lostMs() < open.lostMs()) {
            news.add(lostTicks.isForgotten() ? events.forgotten(hole) : events.noRoom(hole, lostTicks.ticks()));
            gap = hole;
        }
        giveUp();
        if (askable.isWanted()) return;
        var report = new GapReport();
        report.hole("they are not asked for: components.massive.backfill is off");
        news.add(events.closed(hole, lostTicks.untilMs(), 0, report));
        gap = open;
    }

    /** What of a frame REST has not given before. */
    public List<Tick> unseen(List<Tick> ticks) {
        if (ticks.isEmpty()) return ticks;
        // not in the middle of a millisecond: what came before it is looked for in the streams, the rest is remembered
        long receivedMs = ticks.get(0).receivedMs();
        if (mayMeet && receivedMs != lastRead.receivedMs()) meetAt(receivedMs);
        lastRead.frame(ticks);
        Filling now = filling;
        return now == null ? ticks : now.unseen(ticks);
    }

    private synchronized void meetAt(long receivedMs) {
        if (mayMeet) meet(receivedMs);
    }

    /** The symbols that are to be asked for now, in truth's order. */
    public synchronized List<Fill> due() {
        long nowMs = steady.millis();
        if (gap == null && nowMs - closedAtMs > FORGET_AFTER_MS) filling = null;
        Filling now = filling;
        if (gap == null || now == null || !written.isUntil(now.start().mark())) return List.of();
        return now.due(nowMs);
    }

    /** Begins a symbol or goes on with it, unless the moment has passed; afterwards it knows what it asks for. */
    public Fill begin(Fill fill) {
        Filling now = filling;
        if (now == null || !now.has(fill) || pace.isPaused(steady.millis())) fill.interrupt(pace.pausedUntilMs());
        else now.begin(fill);
        return fill;
    }

    /** Where to ask for it, without the key. */
    public String request(Fill fill) {
        return askable.url() + fill.request();
    }

    /**
     * REST has answered the fill's request.
     *
     * @param status 0 when there was no answer
     * @param retryAfter the vendor's wish in seconds, if it has one
     * @return what is missing in the streams, in the order of its stamps
     */
    public List<Tick> answered(Fill fill, int status, @Nullable String body, @Nullable String retryAfter) {
        Filling now = filling;
        if (now == null || !now.has(fill)) {
            fill.interrupt(pace.pausedUntilMs());
            return List.of();
        }
        String text = body == null ? "" : body;
        List<Tick> missing = now.answered(fill, status, text, retryAfter, clock.millis(), steady.millis());
        backfilled += missing.size();
        return missing;
    }

    /** Nothing more is to be asked for the symbol at present. */
    public void ended(Fill fill) {
        Filling now = filling;
        if (now != null && now.has(fill)) now.ended(fill);
    }

    /** Tells the gap closed when every symbol is done. */
    public synchronized List<MarketEvent> finished() {
        Gap open = gap;
        Filling now = filling;
        if (open == null
                || now == null
                || !now.isDone()
                || !written.isUntil(now.start().mark())) return List.of();
        var event = now.closed(events);
        LOG.info("{} type={}", event.message(), event.type());
        gap = null;
        closedAtMs = steady.millis();
        lastRead.filled(now.start().readMs(), open.delayMs());
        return List.of(event);
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        String state = gap == null ? "none" : filling == null ? "open" : "filling";
        return Map.of("gap", state, "backfilled", Long.toString(backfilled));
    }
}
