package marketswarm.mesh;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import marketswarm.mesh.ServiceState.State;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;

/** Watches every registered service and keeps {@code mesh:state}. */
public final class MeshWatch {

    private static final Logger LOG = LoggerFactory.getLogger(MeshWatch.class);

    private final UnifiedJedis system;
    private final ToIntFunction<String> intervalSeconds;
    private final Clock clock;
    private final long watchingSinceMs;
    private final Map<String, ServiceState> known = new HashMap<>();

    /** @param intervalSeconds truth's heartbeat cadence of a service */
    public MeshWatch(UnifiedJedis system, ToIntFunction<String> intervalSeconds, Clock clock) {
        this.system = system;
        this.intervalSeconds = intervalSeconds;
        this.clock = clock;
        this.watchingSinceMs = clock.millis();
    }

    /** Looks once; writes the state of every service and returns those whose state changed. */
    public List<ServiceState> look() {
        List<ServiceState> changed = new ArrayList<>();
        Map<String, String> fields = new TreeMap<>();
        for (String service : system.smembers(Keys.SERVICES.key())) {
            ServiceState now = stateOf(service);
            ServiceState before = known.put(service, now);
            if (before == null || before.state() != now.state()) changed.add(now);
            fields.put(service, Json.write(now));
        }
        if (!fields.isEmpty()) system.hset(Keys.MESH_STATE.key(), fields);
        forgetUnregistered(fields);
        for (ServiceState state : changed)
            LOG.info("mesh: service={} state={} detail={}", state.service(), state.state(), state.detail());
        return changed;
    }

    // also what an earlier coordinator has left
    private void forgetUnregistered(Map<String, String> registered) {
        known.keySet().retainAll(registered.keySet());
        for (String service : system.hkeys(Keys.MESH_STATE.key()))
            if (!registered.containsKey(service)) system.hdel(Keys.MESH_STATE.key(), service);
    }

    private ServiceState stateOf(String service) {
        long now = clock.millis();
        int interval = intervalSeconds.applyAsInt(service);
        Map<String, String> newest = Map.of();
        int instances = 0;
        for (String key : instanceKeys(service)) {
            Map<String, String> instance = system.hgetAll(key);
            if (instance.isEmpty()) continue;
            instances++;
            if (beatMs(instance) > beatMs(newest)) newest = instance;
        }
        Long age = newest.isEmpty() ? null : Math.max(0, now - beatMs(newest));
        State state = ServiceState.of(age, now - watchingSinceMs, interval);
        ServiceState before = known.get(service);
        long since = before != null && before.state() == state ? before.sinceMs() : now;
        return new ServiceState(
                service, state, since, age, instances, newest.get("truth_version"), detail(state, age, interval));
    }

    private List<String> instanceKeys(String service) {
        var params =
                new ScanParams().match(Keys.HEARTBEAT_DETAIL.of(service, "*")).count(1_000);
        List<String> keys = new ArrayList<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = system.scan(cursor, params);
            keys.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return keys;
    }

    private static long beatMs(Map<String, String> instance) {
        return Long.parseLong(instance.getOrDefault("beat_ms", "0"));
    }

    private static String detail(State state, @Nullable Long ageMs, int interval) {
        return switch (state) {
            case WARMING -> "no heartbeat yet";
            case UP -> "heartbeat every " + interval + " s";
            case LATE ->
                "last heartbeat " + (ageMs == null ? 0 : ageMs / 1000) + " s ago, expected every " + interval + " s";
            case DOWN -> ageMs == null ? "no heartbeat" : "last heartbeat " + ageMs / 1000 + " s ago";
        };
    }
}
