package marketswarm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import marketswarm.LiveRoutes.Part;
import marketswarm.market.Backfill;
import marketswarm.market.ClusterFeed;
import marketswarm.market.EventLog;
import marketswarm.market.MarketHours;
import marketswarm.market.Prices;
import marketswarm.market.Quarantine;
import marketswarm.market.SnapshotStore;
import marketswarm.market.SymbolRoom;
import marketswarm.market.recording.RecordSettings;
import marketswarm.market.recording.Recorder;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import marketswarm.truth.Settings.Massive.Cluster;
import org.jspecify.annotations.Nullable;
import routes.GapRoutes;
import routes.MassiveRoutes;

/** The clusters that truth wants, as they come and go; one that stays keeps its feed, and so its open socket. */
final class Clusters {

    private final Node node;
    private final Supplier<Settings.Massive> settings;
    private final Mapping truth;
    private final SnapshotStore snapshots;
    private final MarketHours hours;
    private final SymbolRoom symbols;
    private final Quarantine quarantine;
    private final TickWriting writing;
    private final BooleanSupplier leads;
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
            BooleanSupplier leads) {
        this.node = node;
        this.settings = settings;
        this.truth = truth;
        this.snapshots = snapshots;
        this.hours = hours;
        this.symbols = symbols;
        this.quarantine = quarantine;
        this.writing = writing;
        this.leads = leads;
    }

    /** Their routes, none where another instance leads; another address is another connection. */
    Map<String, Part> parts(Prices prices) {
        Settings.Massive now = settings.get();
        Map<String, Part> parts = new LinkedHashMap<>();
        if (!leads.getAsBoolean()) {
            feeds.clear();
            return parts;
        }
        feeds.keySet().retainAll(now.clusters().keySet());
        now.clusters().forEach((name, cluster) -> {
            ClusterFeed feed = feeds.compute(name, (key, running) -> feed(running, name, cluster, now.restUrl()));
            feed.want(cluster);
            snapshots.announce(feed.symbols());
            symbols.keep(feed.symbols());
            parts.put(
                    "gaps-" + name,
                    Part.of(
                            () -> new GapRoutes(feed.name(), feed.backfill(), prices, truth),
                            cluster.wsUrl(),
                            now.restUrl()));
            parts.put(
                    "massive-" + name,
                    Part.of(
                            () -> new MassiveRoutes(feed, prices, truth, recorder(name)),
                            cluster.wsUrl(),
                            now.restUrl(),
                            now.snapshotPollSec()));
        });
        return parts;
    }

    private ClusterFeed feed(@Nullable ClusterFeed running, String name, Cluster cluster, String restUrl) {
        if (running != null && running.isAt(cluster.wsUrl(), restUrl)) return running;
        Supplier<String> apiKey = () -> node.view().secrets(truth.secretScope()).get("api_key");
        var backfill = new Backfill(
                name,
                settings,
                writing.stored(),
                new EventLog(node.market()),
                writing.lost(),
                writing.writtenUntil(),
                node.clock());
        return new ClusterFeed(name, settings, apiKey, backfill, hours, symbols, quarantine, node.clock());
    }

    private Recorder recorder(String cluster) {
        return recorders.computeIfAbsent(
                cluster,
                name -> new Recorder(
                        name, () -> RecordSettings.of(settings.get().record()), node.clock()));
    }

    Map<String, String> progress() {
        Map<String, String> progress = new TreeMap<>();
        progress.put("symbols", String.valueOf(symbols.size()));
        progress.put("symbols_refused", String.valueOf(symbols.refused()));
        progress.put("leads", String.valueOf(leads.getAsBoolean()));
        for (ClusterFeed feed : feeds.values())
            feed.progress().forEach((name, value) -> progress.put(feed.name() + "_" + name, value));
        recorders.forEach((cluster, recorder) ->
                recorder.progress().forEach((name, value) -> progress.put(cluster + "_" + name, value)));
        return progress;
    }
}
