package marketswarm.mesh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service, or one instance of it, is in another state than before.
 *
 * @param instance empty for the service as a whole
 * @param was empty when nothing was known of it
 */
record Change(String service, String instance, String was, State state, String detail) {

    /** The service's own change, and the instances that have gone down or come back while it goes on. */
    static List<Change> between(@Nullable ServiceState before, ServiceState now) {
        List<Change> changes = new ArrayList<>();
        if (before == null || before.state() != now.state())
            changes.add(new Change(
                    now.service(), "", before == null ? "" : before.state().toString(), now.state(), now.detail()));
        if (before == null || now.members().size() < 2) return changes;
        for (InstanceState member : now.members())
            before.members().stream()
                    .filter(was -> was.instance().equals(member.instance()))
                    .filter(was -> (was.state() == State.DOWN) != (member.state() == State.DOWN))
                    .forEach(was -> changes.add(new Change(
                            now.service(),
                            member.instance(),
                            was.state().toString(),
                            member.state(),
                            String.join(", ", member.reasons()))));
        return changes;
    }

    boolean isOfService() {
        return instance.isEmpty();
    }

    String level() {
        return switch (state) {
            case UP, WARMING -> "INFO";
            case LATE, FLAPPING -> "WARN";
            case DOWN -> "ERROR";
        };
    }

    String message() {
        String who = isOfService() ? service : service + "/" + instance;
        return who + " is " + state + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** For a log record and for an alert. */
    Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("about", service);
        if (!isOfService()) keys.put("about_instance", instance);
        keys.put("state", state.toString());
        if (!was.isEmpty()) keys.put("was", was);
        return keys;
    }
}
