package marketswarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.LiveRoutes.Part;
import marketswarm.market.session.MarketHours;
import marketswarm.market.session.Quarantine;
import marketswarm.market.session.SymbolRoom;
import marketswarm.market.snapshot.MarketWatch;
import marketswarm.market.snapshot.Prices;
import marketswarm.market.snapshot.SnapshotBook;
import marketswarm.market.snapshot.SnapshotStore;
import marketswarm.market.stream.OldTicks;
import marketswarm.redis.Shares;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.HoursRoutes;
import routes.LeadRoutes;
import routes.PriceRoutes;

/** How the market data gateway is put together. Several instances share the connections to the vendor, shard by shard. */
final class MassiveWiring {

    /** Renewed every second; longer than a server that hangs is waited for. */
    private static final Duration LEASE = Duration.ofSeconds(8);

    private final Node node;
    private final Mapping truth;
    private final LiveSettings<Settings.Massive> settings;
    private final Prices prices;
    private final Shares shares;
    private final Handover handover;
    private final MarketHours hours;
    private final Quarantine quarantine;
    private final TickWriting ticks;
    private final Clusters clusters;

    private MassiveWiring(Node node, Mapping truth) {
        this.node = node;
        this.truth = truth;
        this.settings = node.live(truth, Settings.Massive.class);
        this.shares = new Shares(node.system(), truth.serviceId(), node.instance(), LEASE);
        this.hours = new MarketHours(node.clock(), () -> shares.held().contains(0));
        this.quarantine = new Quarantine(node.clock());
        SnapshotStore snapshots = new SnapshotStore(node.market(), node.clock());
        snapshots.makeNamespaces(settings.get().marketRedisSetup().initKeys(), truth.serviceId());
        this.prices = new Prices(new SnapshotBook(node.clock(), settings.get().origin()), snapshots);
        this.handover = new Handover(shares, prices::restore);
        this.ticks = TickWriting.of(node, settings, prices);
        SymbolRoom symbols = new SymbolRoom(() -> settings.get().maxSymbols());
        symbols.keep(snapshots.symbols());
        this.clusters = new Clusters(node, settings, truth, snapshots, hours, symbols, quarantine, ticks, shares);
    }

    static Service wire(Node node, Mapping truth) {
        MassiveWiring massive = new MassiveWiring(node, truth);
        massive.hasRoleChanged();
        return massive.service();
    }

    private Service service() {
        Supplier<PriceRoutes> priceRoutes = priceRoutes();
        return new Service(
                truth.serviceId(),
                () -> parts(priceRoutes),
                Map.of(
                        "tickWriter",
                        ticks.ticks(),
                        "backfillWriter",
                        ticks.history(),
                        "marketEventWriter",
                        ticks.events()),
                this::progress,
                Works::ofMassive,
                Map.of(),
                () -> {},
                this::stop,
                Optional.empty());
    }

    private Supplier<PriceRoutes> priceRoutes() {
        MarketWatch watch = new MarketWatch(() -> settings.get().watch(), node.clock());
        OldTicks old =
                new OldTicks(node.market(), () -> settings.get().retention().tickMaxAgeHours(), node.clock());
        return () -> new PriceRoutes(prices, settings.get().snapshotWriteMs(), watch, old, quarantine, truth);
    }

    private Map<String, Part> parts(Supplier<PriceRoutes> priceRoutes) {
        Settings.Massive now = settings.get();
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("lead", Part.of(() -> new LeadRoutes(truth.serviceId(), this::hasRoleChanged)));
        parts.putAll(clusters.parts(prices));
        parts.put(
                "prices",
                Part.of(priceRoutes::get, now.snapshotWriteMs(), now.retention().quarantineMaxlen()));
        if (now.statusPollSec() > 0 && !shares.held().isEmpty())
            parts.put("hours", Part.of(() -> new HoursRoutes(hours, truth), now.restUrl(), now.statusPollSec()));
        return parts;
    }

    private boolean hasRoleChanged() {
        for (int shard : shares.leaving()) if (clusters.isFinished(shard)) shares.release(shard);
        return handover.take(settings.get().shards());
    }

    private Map<String, String> progress() {
        Map<String, String> progress = clusters.progress();
        progress.putAll(ticks.progress().get());
        return progress;
    }

    private void stop() {
        ticks.stop().run();
        shares.leave();
    }
}
