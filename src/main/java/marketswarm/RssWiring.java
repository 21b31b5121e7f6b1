package marketswarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import marketswarm.LiveRoutes.Part;
import marketswarm.feed.FeedDesk;
import marketswarm.feed.story.KnownSymbols;
import marketswarm.feed.story.Publisher;
import marketswarm.feed.story.Stories;
import marketswarm.feed.story.Tickers;
import marketswarm.redis.NewsStore;
import marketswarm.redis.StoryLog;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.CategoryRoutes;
import routes.HubRoutes;
import routes.RssRoutes;

/** How the news gateway is put together. Its instances share the feeds. */
final class RssWiring {

    private final Mapping truth;
    private final LiveSettings<Settings.RssAgg> settings;
    private final Publisher publisher;
    private final FeedDesk desk;
    private final boolean hubs;

    private RssWiring(Node node, Mapping truth) {
        this.truth = truth;
        this.settings = node.live(truth, Settings.RssAgg.class);
        this.hubs = settings.get().websub().callbackUrl() != null;
        NewsStore store =
                new NewsStore(() -> Duration.ofDays(settings.get().retention().itemTtlDays()), node.clock());
        Tickers tickers = new Tickers(
                new KnownSymbols(node.market(), node.clock()),
                () -> settings.get().symbols());
        Stories stories = new Stories(
                new StoryLog(node.market()),
                tickers,
                () -> Duration.ofHours(settings.get().storyWindowHours()));
        this.publisher = new Publisher(store, stories);
        this.desk = new FeedDesk(node.market(), settings, store, publisher, tickers, node.view()::redact, node.clock());
    }

    static Service wire(Node node, Mapping truth) {
        RssWiring rss = new RssWiring(node, truth);
        rss.desk.reconcile();
        return rss.service();
    }

    private Service service() {
        return new Service(
                truth.serviceId(),
                this::parts,
                Map.of("newsPublisher", publisher),
                desk::progress,
                progress -> Works.of(progress, "overdue", "polls"),
                Map.of("poll", desk::pollNow),
                desk::reconcile,
                () -> {},
                Optional.empty());
    }

    private Map<String, Part> parts() {
        Settings.RssAgg now = settings.get();
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("rss", Part.of(() -> new RssRoutes(desk, truth), now.timeoutSec()));
        if (hubs) parts.put("rss-hubs", Part.of(() -> new HubRoutes(desk.subscriptions(), desk.callback())));
        for (String category : now.enabledCategories())
            parts.put("rss-" + category, Part.of(() -> categoryRoutes(category)));
        return parts;
    }

    private CategoryRoutes categoryRoutes(String category) {
        return new CategoryRoutes(category, desk, () -> settings.get().concurrencyOf(category));
    }
}
