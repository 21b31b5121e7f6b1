package marketswarm.market.session;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.RawFrames;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.market.ClusterEvents;
import marketswarm.market.Shard;
import marketswarm.market.gap.Backfill;
import marketswarm.market.vendor.Decoder;
import marketswarm.market.vendor.Frame;
import marketswarm.market.vendor.RestSnapshots;
import marketswarm.market.vendor.Topics;
import marketswarm.redis.Outage;
import marketswarm.truth.Settings.Massive;
import marketswarm.truth.Settings.Massive.Cluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One cluster of the vendor as a route sees it: where it is, what its frames mean, how its conversation goes. */
public final class ClusterFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterFeed.class);
    private static final int OK = 200;

    private final String name;
    private final Shard shard;
    private volatile Cluster cluster;
    private volatile boolean changed;
    private final String restUrl;
    private final Clock clock;
    private final Clock steady;
    private final Decoder decoder;
    private final Session session;
    private final Repeats repeats = new Repeats();
    private final Backfill backfill;
    private final Silence silence = new Silence();
    private final MarketHours hours;
    private final Quarantine quarantine;
    private final Halts halts;
    private final Supplier<Massive> settings;
    private final RestSnapshots snapshots;
    private final Outage rest = new Outage();
    private final BooleanSupplier certain;
    private final AtomicLong fenced = new AtomicLong();

    /**
     * @param name the vendor's name of the cluster: {@code stocks}, {@code crypto}, …
     * @param shard the part of it that is read here
     * @param settings with that part's symbols only
     * @param apiKey asked at every connection
     * @param certain whether nobody else reads that part, also where this process has stood still
     * @param clock for stamps
     * @param steady by which it waits, and which nobody sets
     */
    public ClusterFeed(
            String name,
            Shard shard,
            Supplier<Massive> settings,
            Supplier<String> apiKey,
            Backfill backfill,
            MarketHours hours,
            SymbolRoom symbols,
            Quarantine quarantine,
            BooleanSupplier certain,
            Clock clock,
            Clock steady) {
        this.name = name;
        this.shard = shard;
        this.certain = certain;
        this.settings = settings;
        this.cluster = Objects.requireNonNull(settings.get().clusters().get(name));
        this.restUrl = settings.get().restUrl().replaceAll("/+$", "");
        this.hours = hours;
        this.clock = clock;
        this.steady = steady;
        this.decoder = new Decoder(name, symbols::admit);
        this.quarantine = quarantine;
        this.halts = new Halts(() -> settings.get().watch());
        this.session = new Session(
                new ClusterEvents(name, shard, clock),
                Topics.of(cluster.channels(), cluster.symbols()),
                apiKey,
                steady);
        this.backfill = backfill;
        this.snapshots = new RestSnapshots();
    }

    /** Of its part of the cluster. */
    public String name() {
        return shard.label(name);
    }

    /** Whether it talks to these addresses. */
    public boolean isAt(String socket, String rest) {
        return socket.equals(cluster.wsUrl()) && rest.replaceAll("/+$", "").equals(restUrl);
    }

    public String socketUrl() {
        return cluster.wsUrl();
    }

    /** Tells its connection from those of other parts of the cluster; empty where it is the only one. */
    public String connection() {
        return shard.name();
    }

    /** The symbols that truth names, without the wildcard. */
    public Set<String> symbols() {
        Set<String> named = new HashSet<>(cluster.symbols());
        named.remove("*");
        return named;
    }

    /** The addresses that answer with the state of every symbol of this cluster. */
    public List<String> snapshotUrls() {
        return snapshots.paths(name, cluster.symbols()).stream()
                .map(path -> restUrl + path)
                .toList();
    }

    public Reaction opened() {
        List<MarketEvent> gap = backfill.open();
        return logged(new Reaction(session.opened(), gap));
    }

    /** What the frames hold together, in their order. */
    public Frame decode(RawFrames frames) {
        Frame decoded = decoder.decode(frames.texts(), clock.millis());
        session.count(frames.texts().size(), decoded);
        if (!decoded.refused().isEmpty()) quarantine.take(name, decoded.refused());
        if (!decoded.ticks().isEmpty()) silence.heard(steady.millis());
        return decoded;
    }

    /** The ticks of a frame that no stream has yet, as far as one can know. */
    public List<Tick> unseen(Frame frame) {
        if (!frame.ticks().isEmpty() && !certain.getAsBoolean()) {
            fenced.addAndGet(frame.ticks().size());
            return List.of();
        }
        return backfill.unseen(repeats.without(frame.ticks()));
    }

    public Reaction answered(Frame frame) {
        boolean before = session.isAuthenticated();
        Reaction reaction = session.answered(frame.statuses());
        if (!before && session.isAuthenticated()) {
            backfill.subscribed();
            silence.connected(steady.millis());
        }
        return logged(reaction.and(halts.of(frame.bands())));
    }

    /** Fills what the socket misses. */
    public Backfill backfill() {
        return backfill;
    }

    /** The symbols and channels are these now; the next {@link #attend} acts on it. The address is not looked at. */
    public void want(Cluster now) {
        if (now.equals(cluster)) return;
        cluster = now;
        changed = true;
    }

    /**
     * To be called every second or so: subscribes to what truth has added, names what was never acknowledged, and gives a
     * connection up that is silent while the market is open.
     */
    public Reaction attend() {
        List<MarketEvent> gaps = backfill.attend();
        if (!changed) return logged(stale().orElseGet(session::overdue).and(gaps));
        changed = false;
        return logged(
                session.want(Topics.of(cluster.channels(), cluster.symbols())).and(gaps));
    }

    public Reaction closed(@Nullable String reason) {
        List<MarketEvent> gap = backfill.open();
        return logged(
                session.closed(reason == null ? "no reason given" : reason).and(gap));
    }

    /** The shortest wait before the next connect, milliseconds. */
    public long coolDownMs() {
        return session.pause().toMillis();
    }

    /** Snapshots out of a REST answer; none when it was an error, which is said once. */
    public List<Snapshot> restAnswered(int status, @Nullable String body) {
        String text = body == null ? "" : body;
        if (status == OK) {
            rest.recovered().ifPresent(away -> LOG.info("market: REST answers again cluster={}", name));
            return snapshots.decode(name, text);
        }
        if (rest.failed()) LOG.warn("market: no snapshots cluster={} cause={}", name, snapshots.explain(status, text));
        return List.of();
    }

    private Optional<Reaction> stale() {
        long allowedMs = 1_000L * settings.get().staleAfterSec();
        if (allowedMs == 0 || session.state() != Session.State.LIVE || !hours.isOpen(name)) return Optional.empty();
        if (cluster.symbols().isEmpty()) {
            silence.connected(steady.millis()); // who asks for nothing is told nothing
            return Optional.empty();
        }
        Duration silent = silence.tooLong(steady.millis(), allowedMs);
        return silent.isZero() ? Optional.empty() : Optional.of(session.stale(silent));
    }

    private static Reaction logged(Reaction reaction) {
        for (MarketEvent event : reaction.events())
            LOG.atLevel(event.severity().equals("info") ? Level.INFO : Level.WARN)
                    .log("{} type={}", event.message(), event.type());
        return reaction;
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>(session.progress());
        progress.putAll(backfill.progress());
        progress.put("unknown_channels", Long.toString(decoder.unknownChannels()));
        progress.put("time_surprises", Long.toString(decoder.timeSurprises()));
        progress.put("repeats_dropped", Long.toString(repeats.dropped()));
        if (fenced.get() > 0) progress.put("left_to_another", fenced.toString());
        return progress;
    }
}
