package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;
import marketswarm.redis.Position;

/** Reads what has no stream of its own, the snapshots and the mesh, and tells what is new. One reading at a time. */
final class Refresh {

    private final State state;
    private final Map<String, String> snapshots = new HashMap<>();
    private final Map<String, ObjectNode> mesh = new HashMap<>();

    Refresh(State state) {
        this.state = state;
    }

    /** Payload by symbol of those whose snapshot has changed since it was last told. */
    synchronized Map<String, String> snapshots(Collection<String> symbols) {
        Map<String, String> changed = new LinkedHashMap<>();
        state.snapshots(symbols).forEach((symbol, hash) -> {
            String json = Payloads.snapshot(symbol, hash);
            if (!json.equals(snapshots.put(symbol, json))) changed.put(symbol, json);
        });
        return changed;
    }

    /** All symbols: finds the snapshots that change without a tick. */
    Map<String, String> allSnapshots() {
        return snapshots(state.symbols());
    }

    /** Payload by service of those whose state has changed; growing older alone is no change, unless asked for. */
    synchronized Map<String, String> mesh(boolean ages) {
        Map<String, String> changed = new LinkedHashMap<>();
        state.mesh().forEach((service, json) -> {
            ObjectNode ageless = Payloads.object(json).orElseGet(Json.MAPPER::createObjectNode);
            ageless.remove("age_ms");
            if (!ageless.equals(mesh.put(service, ageless)) || ages) changed.put(service, json);
        });
        return changed;
    }

    static List<Message> snapshotMessages(Map<String, String> changed, Position at) {
        List<Message> messages = new ArrayList<>();
        changed.forEach((symbol, json) -> messages.add(Message.snapshot(at, symbol, json)));
        return messages;
    }

    static List<Message> meshMessages(Map<String, String> changed, Position at) {
        List<Message> messages = new ArrayList<>();
        changed.forEach((service, json) -> messages.add(Message.mesh(at, service, json)));
        return messages;
    }
}
