package marketswarm;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import marketswarm.LiveRoutes.Part;
import marketswarm.analysis.AnalysisStore;
import marketswarm.analysis.Briefings;
import marketswarm.analysis.Desk;
import marketswarm.analysis.Gate;
import marketswarm.analysis.Gathering;
import marketswarm.analysis.MarketContext;
import marketswarm.analysis.MarketWork;
import marketswarm.analysis.ModelSettings;
import marketswarm.analysis.OfflineAnalyst;
import marketswarm.analysis.OpenAiAnalyst;
import marketswarm.analysis.RationedAnalyst;
import marketswarm.analysis.Retold;
import marketswarm.analysis.Retries;
import marketswarm.component.aggregation.KeptGroups;
import marketswarm.feed.FeedDesk;
import marketswarm.feed.KnownSymbols;
import marketswarm.feed.Publisher;
import marketswarm.feed.Stories;
import marketswarm.feed.Tickers;
import marketswarm.gateway.GatewayServer;
import marketswarm.gateway.Hub;
import marketswarm.gateway.State;
import marketswarm.market.MarketHours;
import marketswarm.market.MarketWatch;
import marketswarm.market.OldTicks;
import marketswarm.market.Prices;
import marketswarm.market.Quarantine;
import marketswarm.market.SnapshotBook;
import marketswarm.market.SnapshotStore;
import marketswarm.market.SymbolRoom;
import marketswarm.mesh.LogPrinter;
import marketswarm.redis.Keys;
import marketswarm.redis.Lease;
import marketswarm.redis.NewsStore;
import marketswarm.redis.QueueState;
import marketswarm.redis.StoryLog;
import marketswarm.redis.StreamTail;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import redis.clients.jedis.exceptions.JedisException;
import routes.BriefingRoutes;
import routes.CategoryRoutes;
import routes.CostMeters;
import routes.GatewayRoutes;
import routes.HoursRoutes;
import routes.HubRoutes;
import routes.LeadRoutes;
import routes.LoggerRoutes;
import routes.MarketWorkRoutes;
import routes.ModelKey;
import routes.ModelTransport;
import routes.PriceRoutes;
import routes.RssRoutes;
import routes.VexyRoutes;

/** How each service is put together: its settings, its collaborators, its routes. One method a service. */
final class Wiring {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Node node;

    Wiring(Node node) {
        this.node = node;
    }

    Service massive(Mapping truth) {
        LiveSettings<Settings.Massive> settings = live(truth, Settings.Massive.class);
        SnapshotStore snapshots = new SnapshotStore(node.market(), node.clock());
        Prices prices = new Prices(new SnapshotBook(node.clock(), settings.get().origin()), snapshots);
        MarketHours hours = new MarketHours(node.clock());
        SymbolRoom symbols = new SymbolRoom(() -> settings.get().maxSymbols());
        symbols.keep(snapshots.symbols());
        Quarantine quarantine = new Quarantine(node.clock());
        snapshots.makeNamespaces(settings.get().marketRedisSetup().initKeys(), truth.serviceId());
        prices.restore();
        TickWriting ticks = TickWriting.of(node, settings, prices);
        MarketWatch watch = new MarketWatch(() -> settings.get().watch(), node.clock());
        Lease lease = new Lease(node.system(), truth.serviceId(), node.instance(), LEASE);
        lease.hold();
        Clusters clusters =
                new Clusters(node, settings, truth, snapshots, hours, symbols, quarantine, ticks, lease::isHeld);
        OldTicks old =
                new OldTicks(node.market(), () -> settings.get().retention().tickMaxAgeHours(), node.clock());
        return new Service(
                truth.serviceId(),
                () -> {
                    Map<String, Part> parts = new LinkedHashMap<>();
                    parts.put("lead", Part.of(() -> new LeadRoutes(truth.serviceId(), () -> changed(lease, prices))));
                    parts.putAll(clusters.parts(prices));
                    int everyMs = settings.get().snapshotWriteMs();
                    parts.put(
                            "prices",
                            Part.of(
                                    () -> new PriceRoutes(prices, everyMs, watch, old, quarantine, truth),
                                    everyMs,
                                    settings.get().retention().quarantineMaxlen()));
                    Settings.Massive now = settings.get();
                    if (now.statusPollSec() > 0 && lease.isHeld())
                        parts.put(
                                "hours",
                                Part.of(() -> new HoursRoutes(hours, truth), now.restUrl(), now.statusPollSec()));
                    return parts;
                },
                Map.of(
                        "tickWriter",
                        ticks.ticks(),
                        "backfillWriter",
                        ticks.history(),
                        "marketEventWriter",
                        ticks.events()),
                () -> {
                    Map<String, String> progress = clusters.progress();
                    progress.putAll(ticks.progress().get());
                    return progress;
                },
                Works::ofMassive,
                Wiring::nothing,
                () -> {
                    ticks.stop().run();
                    lease.letGo();
                },
                Optional.empty());
    }

    Service rssAgg(Mapping truth) {
        LiveSettings<Settings.RssAgg> settings = live(truth, Settings.RssAgg.class);
        NewsStore store =
                new NewsStore(() -> Duration.ofDays(settings.get().retention().itemTtlDays()), node.clock());
        Tickers tickers = new Tickers(
                new KnownSymbols(node.market(), node.clock()),
                () -> settings.get().symbols());
        Stories stories = new Stories(
                new StoryLog(node.market()),
                tickers,
                () -> Duration.ofHours(settings.get().storyWindowHours()));
        Publisher publisher = new Publisher(store, stories);
        FeedDesk desk =
                new FeedDesk(node.market(), settings, store, publisher, tickers, node.view()::redact, node.clock());
        desk.reconcile();
        boolean hubs = settings.get().websub().callbackUrl() != null;
        return new Service(
                truth.serviceId(),
                () -> {
                    Settings.RssAgg now = settings.get();
                    Map<String, Part> parts = new LinkedHashMap<>();
                    parts.put("rss", Part.of(() -> new RssRoutes(desk, truth), now.timeoutSec()));
                    if (hubs)
                        parts.put("rss-hubs", Part.of(() -> new HubRoutes(desk.subscriptions(), desk.callback())));
                    for (String category : now.enabledCategories())
                        parts.put(
                                "rss-" + category,
                                Part.of(() -> new CategoryRoutes(
                                        category, desk, () -> settings.get().concurrencyOf(category))));
                    return parts;
                },
                Map.of("newsPublisher", publisher),
                desk::progress,
                progress -> Works.of(progress, "overdue", "polls"),
                desk::reconcile,
                Wiring::nothing,
                Optional.empty());
    }

    Service vexyAi(Mapping truth) {
        LiveSettings<Settings.VexyAi> settings = live(truth, Settings.VexyAi.class);
        ModelTransport model = new ModelTransport(() -> bounds(settings.get()), node.clock());
        ModelKey key = new ModelKey(
                () -> settings.get().keyHeader(),
                () -> node.view().secrets(truth.secretScope()).find("openai_api_key"));
        OpenAiAnalyst asked = new OpenAiAnalyst(() -> ModelSettings.of(settings.get()), model, node.clock());
        RationedAnalyst rationed = new RationedAnalyst(
                settings,
                asked,
                new OpenAiAnalyst(() -> ModelSettings.cheaper(settings.get()), model, node.clock()),
                new OfflineAnalyst(node.clock()),
                new Gate(node.market(), node.clock()));
        CostMeters costs = new CostMeters(rationed::used);
        AnalysisStore store = new AnalysisStore(node.market(), () -> retention(settings.get()));
        Retries retries = new Retries(node.market());
        Desk desk = new Desk(
                new MarketContext(node.market(), () -> context(settings.get()), node.clock()),
                new Retold(node.market(), store, node.clock()),
                rationed,
                () -> new Desk.Terms(
                        settings.get().maxAttempts(),
                        settings.get().maxDeliveries(),
                        node.truth().version(),
                        settings.get().baseUrl() + " " + settings.get().model()),
                node.clock(),
                ThreadLocalRandom::current);
        Briefings briefings = new Briefings(node.market(), () -> briefings(settings.get()), node.clock());
        KeptGroups windows = new KeptGroups(
                node.marketUrl(),
                "marketswarm-" + node.instance(),
                Keys.BRIEFING_WINDOWS.key(),
                List.of(Gathering.class, Gathering.Source.class));
        MarketWork marketWork = new MarketWork(node.market(), () -> marketWork(settings.get()), node.clock());
        return new Service(
                truth.serviceId(),
                () -> {
                    Settings.VexyAi now = settings.get();
                    Map<String, Part> parts = new LinkedHashMap<>();
                    parts.put(
                            "vexy",
                            Part.of(
                                    () -> new VexyRoutes(desk, store, retries, model, key, costs, truth),
                                    now.concurrency(),
                                    now.timeoutSec(),
                                    now.leaseSec()));
                    if (now.marketEvents().enabled())
                        parts.put("vexy-market", Part.of(() -> new MarketWorkRoutes(marketWork)));
                    if (now.briefings().enabled())
                        parts.put("vexy-briefings", Part.beside(() -> new BriefingRoutes(briefings, windows)));
                    return parts;
                },
                Map.of("vexyDesk", desk, "vexyStore", store, "vexyBriefings", briefings, "vexyCosts", costs),
                () -> vexyProgress(
                        store, desk, rationed, joined(asked.progress(), marketWork.progress(), briefings.progress())),
                Works::ofVexy,
                Wiring::nothing,
                Wiring::nothing,
                Optional.empty());
    }

    Service sseGateway(Mapping truth) {
        LiveSettings<Settings.SseGateway> settings = live(truth, Settings.SseGateway.class);
        Vertx vertx = Vertx.vertx();
        State state = new State(node.market(), node.system());
        Hub hub = new Hub(
                vertx, state, StreamTail.now(node.market()), node.truth().nodeName());
        GatewayServer server = new GatewayServer(
                vertx, settings, () -> node.view().secrets(truth.secretScope()).list("tokens"), hub, state);
        return new Service(
                truth.serviceId(),
                () -> Map.of("gateway", Part.of(GatewayRoutes::new)),
                Map.of("hub", hub, "hubPosition", hub.position()),
                hub::progress,
                progress -> Works.of(progress, "", "events"),
                Wiring::nothing,
                Wiring::nothing,
                Optional.of(server));
    }

    Service meshCoordinator(Mapping truth) {
        return new MeshWiring(node).coordinator(truth);
    }

    Service logger(Mapping truth) {
        LiveSettings<Settings.Logger> settings = live(truth, Settings.Logger.class);
        LogPrinter printer = new LogPrinter(System.out);
        return new Service(
                truth.serviceId(),
                () -> {
                    List<String> channels = settings.get().logChannels();
                    return Map.of("logger", Part.of(() -> new LoggerRoutes(channels, printer), channels));
                },
                Map.of(),
                printer::progress,
                progress -> Works.of(progress, "", "printed"),
                Wiring::nothing,
                Wiring::nothing,
                Optional.empty());
    }

    private static void nothing() {}

    /** What another instance has written meanwhile is taken back before this one goes on. */
    private static boolean changed(Lease lease, Prices prices) {
        boolean before = lease.isHeld();
        boolean now = lease.hold();
        if (now && !before) prices.restore();
        return now != before;
    }

    private <T extends Settings> LiveSettings<T> live(Mapping service, Class<T> type) {
        return new LiveSettings<>(node.view(), service, type);
    }

    private static ModelTransport.Bounds bounds(Settings.VexyAi settings) {
        return new ModelTransport.Bounds(
                settings.maxAnswerKilobytes() * 1024, Duration.ofSeconds(settings.timeoutSec()));
    }

    private static MarketContext.Terms context(Settings.VexyAi settings) {
        return new MarketContext.Terms(settings.benchmarks(), Duration.ofSeconds(settings.staleAfterSec()));
    }

    private static Briefings.Terms briefings(Settings.VexyAi settings) {
        return new Briefings.Terms(
                Duration.ofMinutes(settings.briefings().windowMin()),
                settings.briefings().maxSources(),
                Duration.ofDays(settings.retention().analysisTtlDays()),
                settings.retention().eventsMaxlen());
    }

    private static MarketWork.Terms marketWork(Settings.VexyAi settings) {
        return new MarketWork.Terms(
                settings.marketEvents().types(),
                settings.marketEvents().maxPerHour(),
                Duration.ofSeconds(settings.staleAfterSec()));
    }

    private Map<String, String> vexyProgress(
            AnalysisStore store, Desk desk, RationedAnalyst rationed, Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("analyzed", String.valueOf(store.analyzed()));
        all.put("retold", String.valueOf(store.retold()));
        all.putAll(desk.progress());
        all.putAll(others);
        try {
            all.putAll(rationed.progress());
            all.putAll(QueueState.of(node.market(), node.clock()).progress());
        } catch (JedisException away) {
            all.put("lag", "unknown"); // the service lives all the same, and says so
        }
        return all;
    }

    @SafeVarargs
    private static Map<String, String> joined(Map<String, String>... progress) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map<String, String> part : progress) all.putAll(part);
        return all;
    }

    private static AnalysisStore.Retention retention(Settings.VexyAi settings) {
        return new AnalysisStore.Retention(
                Duration.ofDays(settings.retention().analysisTtlDays()),
                settings.retention().eventsMaxlen(),
                settings.retention().deadMaxlen());
    }
}
