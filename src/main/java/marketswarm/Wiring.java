package marketswarm;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import marketswarm.analysis.AnalysisStore;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Desk;
import marketswarm.analysis.ModelSettings;
import marketswarm.analysis.OfflineAnalyst;
import marketswarm.analysis.OpenAiAnalyst;
import marketswarm.feed.FeedDesk;
import marketswarm.feed.Tickers;
import marketswarm.gateway.GatewayServer;
import marketswarm.gateway.Hub;
import marketswarm.gateway.State;
import marketswarm.market.ClusterFeed;
import marketswarm.market.MarketEventWriter;
import marketswarm.market.Prices;
import marketswarm.market.SnapshotBook;
import marketswarm.market.SnapshotStore;
import marketswarm.market.TickWriter;
import marketswarm.mesh.LogPrinter;
import marketswarm.mesh.MeshWatch;
import marketswarm.redis.Keys;
import marketswarm.redis.NewsStore;
import marketswarm.redis.StreamTail;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.GatewayRoutes;
import routes.LoggerRoutes;
import routes.MassiveRoutes;
import routes.MeshRoutes;
import routes.ModelTransport;
import routes.RssRoutes;
import routes.VexyRoutes;

/** How each service is put together: its settings, its collaborators, its routes. One method a service. */
final class Wiring {

    private final Node node;

    Wiring(Node node) {
        this.node = node;
    }

    Service massive(Mapping truth) {
        Settings.Massive settings = node.settings(truth, Settings.Massive.class);
        SnapshotStore snapshots = new SnapshotStore(node.market(), node.clock());
        Prices prices = new Prices(new SnapshotBook(node.clock(), settings.origin()), snapshots);
        List<ClusterFeed> feeds = settings.clusters().entrySet().stream()
                .map(cluster -> new ClusterFeed(
                        cluster.getKey(),
                        cluster.getValue(),
                        settings.restUrl(),
                        () -> node.view().secrets(truth.secretScope()).get("api_key"),
                        node.clock()))
                .toList();
        snapshots.makeNamespaces(settings.marketRedisSetup().initKeys(), truth.serviceId());
        feeds.forEach(feed -> snapshots.announce(feed.symbols()));
        prices.restore();
        return new Service(
                truth.serviceId(),
                new MassiveRoutes(feeds, prices, truth),
                Map.of(
                        "tickWriter", new TickWriter(settings.origin(), settings.retention()::tickMaxlen),
                        "marketEventWriter", new MarketEventWriter(settings.retention()::eventsMaxlen)),
                () -> progress(feeds));
    }

    Service rssAgg(Mapping truth) {
        Settings.RssAgg settings = node.settings(truth, Settings.RssAgg.class);
        NewsStore store =
                new NewsStore(() -> Duration.ofDays(settings.retention().itemTtlDays()), node.clock());
        Tickers tickers = new Tickers(() -> node.market().smembers(Keys.SYMBOLS.key()));
        FeedDesk desk = new FeedDesk(node.market(), () -> settings, store, tickers, node.clock());
        desk.reconcile();
        return new Service(
                truth.serviceId(),
                new RssRoutes(settings.enabledCategories(), desk, truth),
                Map.of("newsStore", store),
                desk::progress);
    }

    Service vexyAi(Mapping truth) {
        Settings.VexyAi settings = node.settings(truth, Settings.VexyAi.class);
        var retention = new AnalysisStore.Retention(
                Duration.ofDays(settings.retention().analysisTtlDays()),
                settings.retention().eventsMaxlen(),
                settings.retention().deadMaxlen());
        ModelTransport model = new ModelTransport();
        Analyst analyst = settings.engine().equals("offline")
                ? new OfflineAnalyst(node.clock())
                : new OpenAiAnalyst(() -> ModelSettings.of(settings), model, node.clock());
        Desk desk = new Desk(
                node.market(),
                new AnalysisStore(node.market(), () -> retention),
                analyst,
                () -> new Desk.Terms(settings.maxAttempts(), node.truth().version()),
                node.clock(),
                ThreadLocalRandom::current);
        return new Service(truth.serviceId(), new VexyRoutes(desk, model, truth), Map.of(), desk::progress);
    }

    Service sseGateway(Mapping truth) {
        Settings.SseGateway settings = node.settings(truth, Settings.SseGateway.class);
        Vertx vertx = Vertx.vertx();
        State state = new State(node.market(), node.system());
        Hub hub = new Hub(
                vertx, state, StreamTail.now(node.market()), node.truth().nodeName());
        GatewayServer server = new GatewayServer(
                vertx,
                () -> settings,
                () -> node.view().secrets(truth.secretScope()).list("tokens"),
                hub,
                state);
        return new Service(
                truth.serviceId(),
                new GatewayRoutes(),
                Map.of("hub", hub, "hubPosition", hub.position()),
                () -> Map.of(
                        "clients", String.valueOf(hub.stats().clients()),
                        "events", String.valueOf(hub.stats().events())),
                Optional.of(server));
    }

    Service meshCoordinator(Mapping truth) {
        MeshWatch watch = new MeshWatch(node.system(), service -> node.truth().heartbeatSeconds(service), node.clock());
        return new Service(truth.serviceId(), new MeshRoutes(watch), Map.of(), Map::of);
    }

    Service logger(Mapping truth) {
        List<String> streams = node.settings(truth, Settings.Logger.class).logChannels().stream()
                .map(channel -> Keys.LOG.of(channel))
                .toList();
        LogPrinter printer = new LogPrinter(System.out);
        return new Service(truth.serviceId(), new LoggerRoutes(streams, printer), Map.of(), printer::progress);
    }

    private static Map<String, String> progress(List<ClusterFeed> feeds) {
        Map<String, String> progress = new HashMap<>();
        for (ClusterFeed feed : feeds)
            feed.progress().forEach((name, value) -> progress.put(feed.name() + "_" + name, value));
        return progress;
    }
}
