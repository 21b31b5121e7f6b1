package marketswarm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import marketswarm.LiveRoutes.Part;
import marketswarm.analysis.AnalysisStore;
import marketswarm.analysis.Desk;
import marketswarm.analysis.MarketContext;
import marketswarm.analysis.MarketWork;
import marketswarm.analysis.Retold;
import marketswarm.analysis.Retries;
import marketswarm.analysis.briefing.Briefings;
import marketswarm.analysis.briefing.Gathering;
import marketswarm.analysis.model.Gate;
import marketswarm.analysis.model.ModelSettings;
import marketswarm.analysis.model.OpenAiAnalyst;
import marketswarm.analysis.model.RationedAnalyst;
import marketswarm.analysis.rules.OfflineAnalyst;
import marketswarm.component.aggregation.KeptGroups;
import marketswarm.redis.Keys;
import marketswarm.redis.QueueState;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import redis.clients.jedis.exceptions.JedisException;
import routes.BriefingRoutes;
import routes.CostMeters;
import routes.MarketWorkRoutes;
import routes.ModelKey;
import routes.ModelTransport;
import routes.VexyRoutes;

/** How the analyst is put together. Its instances share the queue. */
final class VexyWiring {

    private final Node node;
    private final Mapping truth;
    private final LiveSettings<Settings.VexyAi> settings;
    private final ModelTransport model;
    private final OpenAiAnalyst asked;
    private final RationedAnalyst rationed;
    private final CostMeters costs;
    private final AnalysisStore store;
    private final Retries retries;
    private final Desk desk;
    private final Briefings briefings;
    private final MarketWork marketWork;

    private VexyWiring(Node node, Mapping truth) {
        this.node = node;
        this.truth = truth;
        this.settings = node.live(truth, Settings.VexyAi.class);
        this.model = new ModelTransport(() -> VexyTerms.answer(settings.get()), node.clock());
        this.asked = new OpenAiAnalyst(() -> ModelSettings.of(settings.get()), model, node.clock());
        this.rationed = rationed();
        this.costs = new CostMeters(rationed::used);
        this.store = new AnalysisStore(node.market(), () -> VexyTerms.retention(settings.get()));
        this.retries = new Retries(node.market());
        this.desk = desk();
        this.briefings = new Briefings(node.market(), () -> VexyTerms.briefings(settings.get()), node.clock());
        this.marketWork = new MarketWork(node.market(), () -> VexyTerms.marketWork(settings.get()), node.clock());
    }

    static Service wire(Node node, Mapping truth) {
        return new VexyWiring(node, truth).service();
    }

    private RationedAnalyst rationed() {
        return new RationedAnalyst(
                settings,
                asked,
                new OpenAiAnalyst(() -> ModelSettings.cheaper(settings.get()), model, node.clock()),
                new OfflineAnalyst(node.clock()),
                new Gate(node.market(), node.clock()));
    }

    private Desk desk() {
        return new Desk(
                new MarketContext(node.market(), () -> VexyTerms.context(settings.get()), node.clock()),
                new Retold(node.market(), store),
                rationed,
                () -> VexyTerms.desk(settings.get(), node.truth().version()),
                node.steady(),
                ThreadLocalRandom::current);
    }

    private Service service() {
        return new Service(
                truth.serviceId(),
                parts(),
                Map.of("vexyDesk", desk, "vexyStore", store, "vexyBriefings", briefings, "vexyCosts", costs),
                this::progress,
                Works::ofVexy,
                Map.of("retry", argument -> retryNow()),
                () -> {},
                () -> {},
                Optional.empty());
    }

    private String retryNow() {
        long items = retries.hasten();
        return items + (items == 1 ? " item" : " items") + " due now";
    }

    private Supplier<Map<String, Part>> parts() {
        ModelKey key = new ModelKey(
                () -> settings.get().keyHeader(),
                () -> node.view().secrets(truth.secretScope()).find("openai_api_key"));
        KeptGroups windows = new KeptGroups(
                node.marketUrl(),
                "marketswarm-" + node.instance(),
                Keys.BRIEFING_WINDOWS.key(),
                List.of(Gathering.class, Gathering.Source.class),
                briefings::setAside);
        return () -> {
            Settings.VexyAi now = settings.get();
            Map<String, Part> parts = new LinkedHashMap<>();
            parts.put(
                    "vexy",
                    Part.of(
                            () -> new VexyRoutes(
                                    desk,
                                    store,
                                    retries,
                                    model,
                                    key,
                                    costs,
                                    () -> settings.get().concurrency(),
                                    truth),
                            now.timeoutSec(),
                            now.leaseSec()));
            if (now.marketEvents().enabled()) parts.put("vexy-market", Part.of(() -> new MarketWorkRoutes(marketWork)));
            if (now.briefings().enabled())
                parts.put("vexy-briefings", Part.beside(() -> new BriefingRoutes(briefings, windows)));
            return parts;
        };
    }

    private Map<String, String> progress() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("analyzed", String.valueOf(store.analyzed()));
        all.put("retold", String.valueOf(store.retold()));
        all.putAll(desk.progress());
        all.putAll(asked.progress());
        all.putAll(marketWork.progress());
        all.putAll(briefings.progress());
        try {
            all.putAll(rationed.progress());
            all.putAll(QueueState.of(node.market(), node.clock()).progress());
        } catch (JedisException away) {
            all.put("lag", "unknown"); // the service lives all the same, and says so
        }
        return all;
    }
}
