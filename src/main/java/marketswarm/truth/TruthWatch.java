package marketswarm.truth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import marketswarm.truth.Services.Mapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * Notices that another truth has been loaded and hands it over. One that cannot be used is refused and said; the old one
 * goes on.
 */
public final class TruthWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TruthWatch.class);

    private final TruthStore store;
    private final Services registry;
    private final TruthView view;
    private final Taker taker;
    private final Truth started;
    private String refusedHash = "";
    private String refusedWhy = "";
    private volatile String standing;

    /** Who runs by the truth. */
    public interface Taker {

        /** @throws Misconfigured when it cannot; what was taken so far is taken back by calling it with the old truth */
        void take(Truth next, List<Mapping> mappings);
    }

    public TruthWatch(UnifiedJedis system, TruthView view, Taker taker) {
        this.store = new TruthStore(system);
        this.registry = new Services(system);
        this.view = view;
        this.taker = taker;
        this.started = view.truth();
        this.standing = started.hash();
    }

    /** Looks once; cheap when nothing has changed. */
    public synchronized void look() {
        compare();
        standing = view.truth().hash() + refusedWhy;
    }

    private void compare() {
        String hash = store.hash().orElse("");
        if (hash.isEmpty() || hash.equals(refusedHash)) return;
        if (hash.equals(view.truth().hash())) {
            forgiveRefused();
            return;
        }
        Truth before = view.truth();
        List<Mapping> mappings = view.mappings();
        try {
            Truth next = store.readFor(ids()).orElseThrow(() -> new Misconfigured("truth: it has been deleted"));
            taker.take(next, mappingsIn(next));
            forgiveRefused();
            LOG.info("truth: taken version={} hash={}", next.version(), next.hash());
            for (Mapping mapping : view.mappings()) tellOfRestart(mapping);
        } catch (Misconfigured e) {
            refusedHash = hash;
            refusedWhy = String.valueOf(e.getMessage());
            LOG.warn("truth: refused, version {} goes on; cause={}", before.version(), refusedWhy);
            taker.take(before, mappings);
        }
    }

    private List<Mapping> mappingsIn(Truth next) {
        return view.mappings().stream()
                .map(Mapping::serviceId)
                .map(id -> registry.resolve(id, next)
                        .orElseThrow(() -> new Misconfigured("truth: service " + id + " is no longer registered")))
                .toList();
    }

    private List<String> ids() {
        return view.mappings().stream().map(Mapping::serviceId).toList();
    }

    private void tellOfRestart(Mapping service) {
        String needed = restartNeeded(service);
        if (!needed.isEmpty()) LOG.warn("truth: restart needed service={} for={}", service.serviceId(), needed);
    }

    /** The settings in which this process still runs by the truth that it was started with. */
    private String restartNeeded(Mapping service) {
        String own = "components." + service.component() + ".";
        return started.changes(view.truth()).stream()
                .filter(change -> !change.live())
                .map(Change::path)
                .filter(path -> path.startsWith(own) || !path.startsWith("components."))
                .map(path -> path.startsWith(own) ? path.substring(own.length()) : path)
                .collect(Collectors.joining(", "));
    }

    private void forgiveRefused() {
        refusedHash = "";
        refusedWhy = "";
    }

    /** Another one whenever a truth was taken or refused; asking waits for nothing, and never comes before the details. */
    public String standing() {
        return standing;
    }

    /** For a service's heartbeat: what runs, what was refused and why, what waits for a restart. */
    public synchronized Map<String, String> details(String serviceId) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("truth_version", view.truth().version());
        details.put("truth_hash", view.truth().hash());
        details.put("truth_refused", refusedWhy);
        details.put(
                "restart_needed",
                view.mappings().stream()
                        .filter(mapping -> mapping.serviceId().equals(serviceId))
                        .map(this::restartNeeded)
                        .collect(Collectors.joining()));
        return details;
    }
}
