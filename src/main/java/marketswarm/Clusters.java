package marketswarm;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import marketswarm.LiveRoutes.Part;
import marketswarm.market.Shard;
import marketswarm.market.gap.Backfill;
import marketswarm.market.recording.RecordSettings;
import marketswarm.market.recording.Recorder;
import marketswarm.market.session.ClusterFeed;
import marketswarm.market.session.MarketHours;
import marketswarm.market.session.Quarantine;
import marketswarm.market.session.SymbolRoom;
import marketswarm.market.snapshot.Prices;
import marketswarm.market.snapshot.SnapshotStore;
import marketswarm.market.stream.EventLog;
import marketswarm.redis.Shares;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import marketswarm.truth.Settings.Massive.Cluster;
import org.jspecify.annotations.Nullable;
import routes.GapRoutes;
import routes.MassiveRoutes;
import routes.SnapshotRoutes;

/**
 * The clusters that truth wants, or the shards of them that are held here, as they come and go; one that stays keeps its
 * feed, and so its open socket.
 */
final class Clusters {

    private final Node node;
    private final Supplier<Settings.Massive> settings;
    private final Mapping truth;
    private final SnapshotStore snapshots;
    private final MarketHours hours;
    private final SymbolRoom symbols;
    private final Quarantine quarantine;
    private final TickWriting writing;
    private final Shares shares;
    private final Map<Integer, Set<String>> running = new ConcurrentHashMap<>();
    private final Map<Integer, Long> ended = new ConcurrentHashMap<>();
    private final Map<String, ClusterFeed> feeds = new ConcurrentHashMap<>();
    private final Map<String, Recorder> recorders = new ConcurrentHashMap<>();

    Clusters(
            Node node,
            Supplier<Settings.Massive> settings,
            Mapping truth,
            SnapshotStore snapshots,
            MarketHours hours,
            SymbolRoom symbols,
            Quarantine quarantine,
            TickWriting writing,
            Shares shares) {
        this.node = node;
        this.settings = settings;
        this.truth = truth;
        this.snapshots = snapshots;
        this.hours = hours;
        this.symbols = symbols;
        this.quarantine = quarantine;
        this.writing = writing;
        this.shares = shares;
    }

    /** Their routes, none where other instances hold all shards; another address is another connection. */
    Map<String, Part> parts(Prices prices) {
        Map<String, Part> parts = new LinkedHashMap<>();
        Set<String> wanted = new HashSet<>();
        for (int number : shares.held()) {
            Shard shard = new Shard(number, shares.total());
            Settings.Massive now = shard.part(settings.get());
            now.clusters().forEach((name, cluster) -> {
                wanted.add(shard.label(name));
                parts(shard, name, cluster, now, prices, parts);
            });
        }
        feeds.keySet().retainAll(wanted);
        return parts;
    }

    private void parts(
            Shard shard, String name, Cluster cluster, Settings.Massive now, Prices prices, Map<String, Part> parts) {
        ClusterFeed feed =
                feeds.compute(shard.label(name), (key, before) -> feed(before, shard, name, cluster, now.restUrl()));
        feed.want(cluster);
        snapshots.announce(feed.symbols());
        symbols.keep(feed.symbols());
        parts.put(
                "gaps-" + feed.name(),
                Part.of(
                        () -> new GapRoutes(feed.name(), feed.backfill(), prices, truth),
                        cluster.wsUrl(),
                        now.restUrl()));
        counted(
                shard,
                "massive-" + feed.name(),
                Part.of(() -> new MassiveRoutes(feed, recorder(name)), cluster.wsUrl(), now.restUrl()),
                parts);
        if (now.snapshotPollSec() == 0) return;
        counted(
                shard,
                "snapshots-" + feed.name(),
                Part.of(
                        () -> new SnapshotRoutes(feed, prices, truth),
                        cluster.wsUrl(),
                        now.restUrl(),
                        now.snapshotPollSec()),
                parts);
    }

    /** Until it has stopped, its shard is not given up. */
    private void counted(Shard shard, String name, Part part, Map<String, Part> parts) {
        running.computeIfAbsent(shard.number(), number -> ConcurrentHashMap.newKeySet())
                .add(name);
        parts.put(name, part.whenGone(() -> ended(shard.number(), name)));
    }

    private void ended(int shard, String part) {
        running.getOrDefault(shard, Set.of()).remove(part);
        ended.put(shard, writing.written().mark());
    }

    /** Whether a shard that was given up has no connection here any more, and all of it is written. */
    boolean isFinished(int shard) {
        return running.getOrDefault(shard, Set.of()).isEmpty()
                && writing.written().isUntil(ended.getOrDefault(shard, 0L));
    }

    private ClusterFeed feed(@Nullable ClusterFeed running, Shard shard, String name, Cluster cluster, String restUrl) {
        if (running != null && running.isAt(cluster.wsUrl(), restUrl)) return running;
        Supplier<String> apiKey = () -> node.view().secrets(truth.secretScope()).get("api_key");
        Supplier<Settings.Massive> part = () -> shard.part(settings.get());
        var backfill = new Backfill(
                name,
                shard,
                part,
                writing.stored(),
                new EventLog(node.market()),
                writing.lost(),
                writing.written(),
                node.clock(),
                node.steady());
        return new ClusterFeed(
                name,
                shard,
                part,
                apiKey,
                backfill,
                hours,
                symbols,
                quarantine,
                () -> shares.isCertain(shard.number()),
                node.clock(),
                node.steady());
    }

    private Recorder recorder(String cluster) {
        return recorders.computeIfAbsent(
                cluster,
                name -> new Recorder(
                        name, () -> RecordSettings.of(settings.get().record()), node.clock()));
    }

    /** For people: {@code 1,3 of 4}. */
    private String shards() {
        String held =
                shares.held().stream().map(number -> String.valueOf(number + 1)).collect(Collectors.joining(","));
        return (held.isEmpty() ? "none" : held) + " of " + shares.total();
    }

    Map<String, String> progress() {
        Map<String, String> progress = new TreeMap<>();
        progress.put("symbols", String.valueOf(symbols.size()));
        progress.put("symbols_refused", String.valueOf(symbols.refused()));
        progress.put("leads", String.valueOf(!shares.held().isEmpty()));
        if (shares.total() > 1) progress.put("shards", shards());
        for (ClusterFeed feed : feeds.values())
            feed.progress().forEach((name, value) -> progress.put(feed.name() + "_" + name, value));
        recorders.forEach((cluster, recorder) ->
                recorder.progress().forEach((name, value) -> progress.put(cluster + "_" + name, value)));
        return progress;
    }
}
