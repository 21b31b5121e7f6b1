package marketswarm.market;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.Tick;
import marketswarm.market.RestTicks.Kind;
import marketswarm.truth.Settings.Massive;
import marketswarm.truth.Settings.Massive.Cluster;
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

    /** When to ask again while REST is behind the socket, after the subscription; at the last it must have caught up. */
    private static final long[] PASSES_MS = {1_000, 4_000, 16_000};

    private static final long FORGET_AFTER_MS = Duration.ofSeconds(60).toMillis();
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final String name;
    private final Supplier<Massive> settings;
    private final StoredTicks stored;
    private final EventLog told;
    private final LongPredicate writtenUntil;
    private final Clock clock;
    private final GapEvents events;
    private final RestSnapshots rest = new RestSnapshots();
    private final Pace pace = new Pace();
    private final Map<Kind, String> refused = new EnumMap<>(Kind.class);
    private final List<Fill> fills = new ArrayList<>();
    private boolean lookedBack;
    private volatile @Nullable Gap gap;
    private volatile @Nullable Seam seam;
    private volatile GapReport report = new GapReport();
    private volatile long subscribedMs;
    private long closedMs;
    private long backfilled;

    /**
     * @param name the vendor's name of the cluster
     * @param writtenUntil whether what was received before a time, epoch milliseconds, is in the streams
     */
    public Backfill(
            String name,
            Supplier<Massive> settings,
            StoredTicks stored,
            EventLog told,
            LongPredicate writtenUntil,
            Clock clock) {
        this.name = name;
        this.settings = settings;
        this.stored = stored;
        this.told = told;
        this.writtenUntil = writtenUntil;
        this.clock = clock;
        this.events = new GapEvents(name, clock);
    }

    /** The socket has gone, or a new one opens: where the streams end, a gap begins, unless one is open. */
    synchronized List<MarketEvent> open() {
        seam = null;
        fills.clear();
        if (gap != null || !settings.get().backfill().enabled()) return List.of();
        if (takeUp()) return List.of();
        gap = stored.mark(symbols(), clock.millis()).map(Gap::after).orElse(null);
        return gap == null ? List.of() : List.of(events.opened(gap, symbols().size()));
    }

    private boolean takeUp() {
        if (lookedBack) return false;
        lookedBack = true;
        gap = told.openGap(name).flatMap(Gap::of).orElse(null);
        if (gap != null) LOG.info("market: goes on filling a gap cluster={} from_ms={}", name, gap.fromMs());
        return gap != null;
    }

    /** The vendor has been asked for its topics: what comes from now on comes over the socket. */
    synchronized void subscribed() {
        Gap open = gap;
        if (open == null) return;
        subscribedMs = clock.millis();
        Seam meeting = new Seam(subscribedMs - open.delayMs());
        refused.clear();
        report = new GapReport();
        fills.clear();
        Set<Kind> kinds = kinds();
        if (!kinds.isEmpty()) symbols().forEach(symbol -> fills.add(new Fill(symbol, kinds, meeting)));
        seam = meeting;
    }

    /** What of a frame REST has not given before. */
    List<Tick> unseen(List<Tick> ticks) {
        Seam meeting = seam;
        return meeting == null || ticks.isEmpty() ? ticks : meeting.unseen(ticks);
    }

    /** The symbols that are to be asked for now, in truth's order. */
    public synchronized List<Fill> due() {
        long now = clock.millis();
        if (gap == null && now - closedMs > FORGET_AFTER_MS) seam = null;
        if (gap == null || seam == null || now < subscribedMs + PASSES_MS[0]) return List.of();
        if (!writtenUntil.test(subscribedMs)) return List.of();
        return fills.stream()
                .filter(fill -> !fill.isDone() && fill.dueMs() <= now)
                .toList();
    }

    /** Begins a symbol or goes on with it, unless the moment has passed; afterwards it knows what it asks for. */
    public Fill begin(Fill fill) {
        Gap open = gap;
        long now = clock.millis();
        if (open == null || fill.seam() != seam || pace.isPaused(now)) {
            fill.interrupt(pace.pausedUntilMs());
            return fill;
        }
        refused.forEach(fill::giveUp);
        fill.resume(fromMs(open), () -> stored.between(fill.symbol(), open.storedFromMs(), subscribedMs));
        return fill;
    }

    /** Where to ask for it, without the key. */
    public String request(Fill fill) {
        return settings.get().restUrl().replaceAll("/+$", "") + fill.request();
    }

    /**
     * REST has answered the fill's request.
     *
     * @param status 0 when there was no answer
     * @param retryAfter the vendor's wish in seconds, if it has one
     * @return what is missing in the streams, in the order of its stamps
     */
    public List<Tick> answered(Fill fill, int status, @Nullable String body, @Nullable String retryAfter) {
        long now = clock.millis();
        report.asked();
        switch (status) {
            case OK -> read(fill, body == null ? "" : body, now);
            case TOO_MANY -> {
                pace.tooMany(now, retryAfter);
                fill.interrupt(pace.pausedUntilMs());
            }
            case UNAUTHORIZED, FORBIDDEN -> {
                String why = rest.explain(status, body == null ? "" : body);
                refused.put(fill.giveUp(why), why);
            }
            default -> {
                boolean hopeless = pace.failed(now);
                if (hopeless) fill.giveUp(rest.explain(status, body == null ? "" : body));
                else fill.interrupt(pace.pausedUntilMs());
            }
        }
        if (fill.seam() != seam) return List.of();
        List<Tick> missing = fill.merged();
        report.filled(missing.size());
        backfilled += missing.size();
        return missing;
    }

    private void read(Fill fill, String body, long now) {
        pace.answered();
        try {
            fill.answer(body, now);
        } catch (IllegalArgumentException e) {
            fill.giveUp(String.valueOf(e.getMessage()));
        }
    }

    /** Nothing more is to be asked for the symbol at present. */
    public void ended(Fill fill) {
        int next = Math.min(fill.passes(), PASSES_MS.length - 1);
        fill.passEnded(fill.passes() >= PASSES_MS.length, subscribedMs + PASSES_MS[next]);
    }

    /** Tells the gap closed when every symbol is done. */
    public synchronized List<MarketEvent> finished() {
        Gap open = gap;
        Seam meeting = seam;
        if (open == null || meeting == null || !fills.stream().allMatch(Fill::isDone)) return List.of();
        fills.forEach(fill -> report.troubles(fill.troubles()));
        report.cut(fromMs(open) - open.fromMs());
        report.withoutHistory(withoutHistory());
        var event = events.closed(open, meeting.untilMs(), fills.size(), report);
        LOG.info("{} type={}", event.message(), event.type());
        gap = null;
        closedMs = clock.millis();
        fills.clear();
        return List.of(event);
    }

    /** For the heartbeat. */
    Map<String, String> progress() {
        String state = gap == null ? "none" : seam == null ? "open" : "filling";
        return Map.of("gap", state, "backfilled", Long.toString(backfilled));
    }

    private long fromMs(Gap open) {
        long longest = Duration.ofMinutes(settings.get().backfill().maxGapMin()).toMillis();
        return Math.max(open.fromMs(), subscribedMs - open.delayMs() - longest);
    }

    private Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (Symbols.market(name).equals("futures")) return kinds;
        channels().forEach(channel -> Kind.of(channel).ifPresent(kinds::add));
        return kinds;
    }

    private List<String> withoutHistory() {
        Set<Kind> kinds = kinds();
        return channels().stream()
                .filter(channel -> Kind.of(channel).filter(kinds::contains).isEmpty())
                .toList();
    }

    private List<String> channels() {
        return cluster().map(Cluster::channels).orElse(List.of());
    }

    private List<String> symbols() {
        List<String> named = cluster().map(Cluster::symbols).orElse(List.of());
        return named.contains("*") ? stored.symbols(Symbols.market(name)) : named;
    }

    private Optional<Cluster> cluster() {
        return Optional.ofNullable(settings.get().clusters().get(name));
    }
}
