package marketswarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.LiveRoutes.Part;
import marketswarm.market.MarketHours;
import marketswarm.market.MarketWatch;
import marketswarm.market.OldTicks;
import marketswarm.market.Prices;
import marketswarm.market.Quarantine;
import marketswarm.market.SnapshotBook;
import marketswarm.market.SnapshotStore;
import marketswarm.market.SymbolRoom;
import marketswarm.redis.Lease;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.HoursRoutes;
import routes.LeadRoutes;
import routes.PriceRoutes;

/** How the market data gateway is put together. Of several instances one holds the connections to the vendor. */
final class MassiveWiring {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Node node;
    private final Mapping truth;
    private final LiveSettings<Settings.Massive> settings;
    private final Prices prices;
    private final Lease lease;
    private final MarketHours hours;
    private final Quarantine quarantine;
    private final TickWriting ticks;
    private final Clusters clusters;

    private MassiveWiring(Node node, Mapping truth) {
        this.node = node;
        this.truth = truth;
        this.settings = node.live(truth, Settings.Massive.class);
        this.lease = new Lease(node.system(), truth.serviceId(), node.instance(), LEASE);
        this.hours = new MarketHours(node.clock());
        this.quarantine = new Quarantine(node.clock());
        SnapshotStore snapshots = new SnapshotStore(node.market(), node.clock());
        snapshots.makeNamespaces(settings.get().marketRedisSetup().initKeys(), truth.serviceId());
        this.prices = new Prices(new SnapshotBook(node.clock(), settings.get().origin()), snapshots);
        this.ticks = TickWriting.of(node, settings, prices);
        SymbolRoom symbols = new SymbolRoom(() -> settings.get().maxSymbols());
        symbols.keep(snapshots.symbols());
        this.clusters =
                new Clusters(node, settings, truth, snapshots, hours, symbols, quarantine, ticks, lease::isHeld);
    }

    static Service wire(Node node, Mapping truth) {
        MassiveWiring massive = new MassiveWiring(node, truth);
        massive.prices.restore();
        massive.lease.hold();
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
        if (now.statusPollSec() > 0 && lease.isHeld())
            parts.put("hours", Part.of(() -> new HoursRoutes(hours, truth), now.restUrl(), now.statusPollSec()));
        return parts;
    }

    /** What another instance has written meanwhile is taken back before this one goes on. */
    private boolean hasRoleChanged() {
        boolean before = lease.isHeld();
        boolean now = lease.hold();
        if (now && !before) prices.restore();
        return now != before;
    }

    private Map<String, String> progress() {
        Map<String, String> progress = clusters.progress();
        progress.putAll(ticks.progress().get());
        return progress;
    }

    private void stop() {
        ticks.stop().run();
        lease.letGo();
    }
}
