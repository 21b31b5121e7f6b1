package marketswarm.mesh;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import marketswarm.redis.Lease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * Watches every registered service and keeps {@code mesh:state}. Remembers nothing but how long it has been watching:
 * whoever takes its role goes on with what it wrote.
 */
public final class MeshWatch {

    /** Held by the coordinator that watches. */
    public static final String ROLE = "mesh_coordinator";

    private static final Logger LOG = LoggerFactory.getLogger(MeshWatch.class);
    private static final long INTERRUPTED_MS = 5_000;

    private final MeshStore store;
    private final String instance;
    private final ToIntFunction<String> intervalSeconds;
    private final Supplier<String> truthHash;
    private final Supplier<Terms> terms;
    private final Clock clock;
    private final AtomicLong looks = new AtomicLong();
    private long watchingSinceMs;
    private long lookedMs;

    /**
     * What truth says of watching.
     *
     * @param stalledAfter without a finished unit of work while some wait
     * @param flapAfter falls within the window
     * @param alertOn the states that are told to the webhook, as is the end of each; empty: none
     * @param logEntries that a log stream keeps
     */
    public record Terms(
            Duration stalledAfter, int flapAfter, Duration flapWindow, Set<State> alertOn, int logEntries) {}

    /**
     * @param role that of the coordinator, as this process holds it
     * @param intervalSeconds truth's heartbeat cadence of a service
     * @param truthHash of the loaded truth
     */
    public MeshWatch(
            UnifiedJedis system,
            Lease role,
            ToIntFunction<String> intervalSeconds,
            Supplier<String> truthHash,
            Supplier<Terms> terms,
            Clock clock) {
        this.store = new MeshStore(system, role);
        this.instance = role.holder();
        this.intervalSeconds = intervalSeconds;
        this.truthHash = truthHash;
        this.terms = terms;
        this.clock = clock;
    }

    /** Looks once, writes the state of every service, and returns those whose state changed. */
    public synchronized List<ServiceState> look() {
        long now = clock.millis();
        if (now - lookedMs > INTERRUPTED_MS) watchingSinceMs = now;
        Map<String, ServiceState> said = store.said();
        Map<String, List<Beat>> beats = store.beats();
        List<ServiceState> states = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (String service : new TreeSet<>(store.registered())) {
            ServiceState before = said.get(service);
            ServiceState state = rules(service, now).judge(service, before, beats.getOrDefault(service, List.of()));
            states.add(state);
            changes.addAll(Change.between(before, state));
        }
        if (!store.write(
                states, records(changes, now), alerts(changes, now), terms.get().logEntries())) return List.of();
        lookedMs = now;
        looks.incrementAndGet();
        changes.forEach(change -> LOG.info("mesh: {}", change.message()));
        return states.stream()
                .filter(state -> hasChanged(said.get(state.service()), state))
                .toList();
    }

    private static boolean hasChanged(@Nullable ServiceState before, ServiceState now) {
        return before == null || before.state() != now.state();
    }

    private ServiceRules rules(String service, long now) {
        Terms terms = this.terms.get();
        return new ServiceRules(
                new InstanceRules(now, intervalSeconds.applyAsInt(service), truthHash.get(), terms.stalledAfter()),
                now - watchingSinceMs,
                terms.flapAfter(),
                terms.flapWindow());
    }

    private List<Map<String, String>> records(List<Change> changes, long now) {
        return changes.stream()
                .map(change ->
                        LogRecord.of(now, ROLE, instance, change.level(), "mesh", change.message(), change.keys()))
                .toList();
    }

    private List<Map<String, String>> alerts(List<Change> changes, long now) {
        Set<State> alertOn = terms.get().alertOn();
        return changes.stream()
                .filter(Change::isOfService)
                .filter(change -> alertOn.contains(change.state())
                        || alertOn.stream().anyMatch(state -> state.toString().equals(change.was())))
                .map(change ->
                        LogRecord.of(now, ROLE, instance, change.level(), "mesh", change.message(), change.keys()))
                .toList();
    }

    /** For the heartbeat: looks that were written. */
    public long looks() {
        return looks.get();
    }
}
