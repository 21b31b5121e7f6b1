package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** The switches and keys as they are now. Read and turned on the one event loop. */
final class SwitchBoard {

    private final Map<String, Plan> keys;
    private Switches switches;

    SwitchBoard(Options options) {
        this.keys = new TreeMap<>(options.keys());
        this.switches = options.switches();
    }

    Switches now() {
        return switches;
    }

    /** @throws IllegalArgumentException and changes nothing when one of the fields cannot be used */
    Switches turn(JsonNode changes) {
        switches = Patch.apply(switches, changes, Switches.class);
        return switches;
    }

    Switches turn(String name, Object value) {
        return turn(Json.MAPPER.<JsonNode>valueToTree(Map.of(name, value)));
    }

    Map<String, Plan> keys() {
        return keys;
    }

    /** What a new key leaves out, it may have; {@code null} takes a key away. */
    void keys(JsonNode changes) {
        if (!changes.isObject()) throw new IllegalArgumentException("expected a JSON object, a plan by key");
        Map<String, Plan> changed = new TreeMap<>(keys);
        changes.properties().forEach(entry -> {
            Plan plan = changed.getOrDefault(entry.getKey(), Plan.everything());
            if (entry.getValue().isNull()) changed.remove(entry.getKey());
            else changed.put(entry.getKey(), Patch.apply(plan, entry.getValue(), Plan.class));
        });
        keys.clear();
        keys.putAll(changed);
    }

    @Nullable
    Plan planOf(String key) {
        return keys.get(key);
    }
}
