package marketswarm.mesh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.Lease;
import marketswarm.redis.Script;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;

/** What the coordinator reads and writes. Only who holds the role writes; a state and what is told of it are one step. */
final class MeshStore {

    private static final int ALERT_ENTRIES = 1_000;
    private static final int PAGE = 1_000;

    private static final Script WRITE = new Script("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('DEL', KEYS[2])
            local state = cjson.decode(ARGV[2])
            if #state > 0 then redis.call('HSET', KEYS[2], unpack(state)) end
            for i, told in ipairs({ARGV[3], ARGV[4]}) do
              for _, entry in ipairs(cjson.decode(told)) do
                redis.call('XADD', KEYS[2 + i], 'MAXLEN', '~', ARGV[4 + i], '*', unpack(entry))
              end
            end
            return 1""");

    private final UnifiedJedis system;
    private final Lease role;

    /** @param role that of the coordinator */
    MeshStore(UnifiedJedis system, Lease role) {
        this.system = system;
        this.role = role;
    }

    Set<String> registered() {
        return system.smembers(Keys.SERVICES.key());
    }

    /** What was said last, by whichever coordinator; what is not readable any more is forgotten. */
    Map<String, ServiceState> said() {
        Map<String, ServiceState> said = new HashMap<>();
        system.hgetAll(Keys.MESH_STATE.key()).forEach((service, json) -> {
            try {
                said.put(service, Json.read(json, ServiceState.class));
            } catch (IllegalArgumentException older) {
                said.remove(service);
            }
        });
        return said;
    }

    /** The newest heartbeat of every instance, by service. */
    Map<String, List<Beat>> beats() {
        Map<String, Response<Map<String, String>>> read = new LinkedHashMap<>();
        Map<String, List<Beat>> beats = new HashMap<>();
        List<String> keys = heartbeatKeys();
        try (var pipeline = system.pipelined()) {
            keys.forEach(key -> read.put(key, pipeline.hgetAll(key)));
            pipeline.sync();
        }
        read.forEach((key, fields) -> {
            String[] parts = key.split(":", 4);
            if (!fields.get().isEmpty())
                beats.computeIfAbsent(parts[2], service -> new ArrayList<>()).add(new Beat(parts[3], fields.get()));
        });
        return beats;
    }

    private List<String> heartbeatKeys() {
        var params = new ScanParams().match(Keys.HEARTBEAT_DETAIL.glob()).count(PAGE);
        Set<String> keys = new TreeSet<>();
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = system.scan(cursor, params);
            keys.addAll(page.getResult());
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return List.copyOf(keys);
    }

    /** False when another coordinator has the role by now: then nothing is written. */
    boolean write(
            List<ServiceState> states,
            List<Map<String, String>> records,
            List<Map<String, String>> alerts,
            int logEntries) {
        Map<String, String> fields = new TreeMap<>();
        states.forEach(state -> fields.put(state.service(), Json.write(state)));
        Object written = WRITE.call(
                system,
                List.of(
                        Keys.LEADER.of(MeshWatch.ROLE),
                        Keys.MESH_STATE.key(),
                        Keys.LOG.of("heartbeats"),
                        Keys.MESH_ALERTS.key()),
                List.of(
                        role.mark(),
                        Json.write(flat(fields)),
                        Json.write(records.stream().map(MeshStore::flat).toList()),
                        Json.write(alerts.stream().map(MeshStore::flat).toList()),
                        String.valueOf(logEntries),
                        String.valueOf(ALERT_ENTRIES)));
        return Long.valueOf(1).equals(written);
    }

    private static List<String> flat(Map<String, String> fields) {
        List<String> flat = new ArrayList<>();
        fields.forEach((name, value) -> {
            flat.add(name);
            flat.add(value);
        });
        return flat;
    }
}
