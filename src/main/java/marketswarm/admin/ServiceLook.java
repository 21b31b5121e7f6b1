package marketswarm.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.truth.TruthStore;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * What is known of one service.
 *
 * @param state as the coordinator says it while it is alive itself, else by the heartbeats: up, late, down, warming …
 * @param ageMs of the newest heartbeat
 * @param versions of the truth that its instances run
 * @param drift whether one of them runs another truth than the loaded one
 * @param shards what each of its instances holds, where they share
 * @param notes what its instances say of themselves: restart needed, last error
 */
record ServiceLook(
        String service,
        boolean registered,
        String state,
        @Nullable Long ageMs,
        int instances,
        Set<String> versions,
        boolean drift,
        List<String> shards,
        List<String> notes) {

    private static final String COORDINATOR = "mesh_coordinator";
    private static final String REJECTED = "_topics_rejected_names";
    private static final long DEFAULT_INTERVAL_SEC = 10;
    private static final long RECENT_MS = 120_000;
    /** Warnings of which the heartbeat has a field of its own, which goes when they do not hold any more. */
    private static final String TOLD_BY_FIELD = "truth: (restart needed|refused).*";

    boolean isDown() {
        return state.equals("down");
    }

    /** Every service that is registered or beats, by name. */
    static List<ServiceLook> all(UnifiedJedis system, Clock clock) {
        Set<String> registered = system.smembers(Keys.SERVICES.key());
        Map<String, Map<String, String>> details = Scan.hashes(system, Scan.keys(system, Keys.HEARTBEAT_DETAIL.glob()));
        Map<String, String> mesh = Map.of();
        if (system.exists(Keys.HEARTBEAT.of(COORDINATOR))) mesh = system.hgetAll(Keys.MESH_STATE.key());
        String hash = new TruthStore(system).hash().orElse("");
        Set<String> names = new TreeSet<>(registered);
        details.keySet().forEach(key -> names.add(key.split(":", 4)[2]));
        List<ServiceLook> looks = new ArrayList<>();
        for (String name : names) {
            List<Map<String, String>> instances = details.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(Keys.HEARTBEAT.of(name) + ":"))
                    .map(Map.Entry::getValue)
                    .filter(instance -> !instance.getOrDefault("state", "").equals("stopped"))
                    .toList();
            Optional<JsonNode> said = Optional.ofNullable(mesh.get(name)).flatMap(ServiceLook::said);
            looks.add(of(name, registered.contains(name), instances, said, hash, clock.millis()));
        }
        return looks;
    }

    private static ServiceLook of(
            String name,
            boolean registered,
            List<Map<String, String>> instances,
            Optional<JsonNode> said,
            String hash,
            long now) {
        Set<String> versions = new TreeSet<>();
        List<String> notes = new ArrayList<>();
        boolean drift = false;
        Map<String, String> newest = Map.of();
        for (Map<String, String> instance : instances) {
            if (number(instance, "beat_ms", 0) >= number(newest, "beat_ms", 0)) newest = instance;
            versions.add(instance.getOrDefault("truth_version", ""));
            drift |= !hash.isEmpty()
                    && !instance.getOrDefault("truth_hash", hash).equals(hash);
            notes.addAll(notes(instance, now));
        }
        Long age = newest.isEmpty() ? null : Math.max(0, now - number(newest, "beat_ms", now));
        String state = said.map(mesh -> mesh.path("state").asText()).orElseGet(() -> state(age));
        said.ifPresent(mesh -> notes.addAll(0, reasons(mesh)));
        if (said.isEmpty() && age != null && age > 2_000 * interval(newest)) state = "late";
        if (!registered) notes.add("not registered");
        return new ServiceLook(
                name,
                registered,
                state,
                age,
                instances.size(),
                versions,
                drift,
                instances.stream()
                        .map(instance -> instance.getOrDefault("shards", ""))
                        .filter(shards -> !shards.isEmpty())
                        .map(shards -> "shards " + shards)
                        .toList(),
                notes.stream().distinct().toList());
    }

    private static String state(@Nullable Long age) {
        return age == null ? "down" : "up";
    }

    /** Why it is not up, and which of its instances are not; one that went before another was started is over. */
    private static List<String> reasons(JsonNode mesh) {
        boolean up = isUp(mesh);
        long newest = 0;
        for (JsonNode member : mesh.path("members"))
            if (isUp(member)) newest = Math.max(newest, member.path("startedMs").asLong());
        List<String> reasons = new ArrayList<>();
        if (!up && !mesh.path("detail").asText().isEmpty())
            reasons.add(mesh.path("detail").asText());
        if (up)
            for (JsonNode member : mesh.path("members"))
                if (!isUp(member)
                        && (!isDown(member) || newest <= member.path("beatMs").asLong()))
                    reasons.add(member.path("instance").asText() + " is "
                            + member.path("state").asText() + ": "
                            + member.at("/reasons/0").asText());
        return reasons;
    }

    private static boolean isUp(JsonNode said) {
        return said.path("state").asText().equals("up");
    }

    private static boolean isDown(JsonNode said) {
        return said.path("state").asText().equals("down");
    }

    private static List<String> notes(Map<String, String> instance, long now) {
        List<String> notes = new ArrayList<>();
        String trouble = instance.getOrDefault("trouble", "");
        if (!trouble.isEmpty()) notes.add(trouble);
        String restart = instance.getOrDefault("restart_needed", "");
        if (!restart.isEmpty()) notes.add("restart needed: " + restart);
        String refused = instance.getOrDefault("truth_refused", "");
        if (!refused.isEmpty()) notes.add("refuses the loaded truth: " + refused);
        instance.forEach((name, topics) -> {
            if (name.endsWith(REJECTED) && !topics.isEmpty())
                notes.add(name.substring(0, name.length() - REJECTED.length()) + ": not acknowledged by the vendor: "
                        + topics);
        });
        String error = instance.getOrDefault("last_error", "");
        boolean recent = now - number(instance, "last_error_ms", now) < RECENT_MS;
        if (!error.isEmpty() && recent && !error.matches(TOLD_BY_FIELD)) notes.add("error: " + error);
        return notes;
    }

    private static long interval(Map<String, String> instance) {
        return number(instance, "interval_sec", DEFAULT_INTERVAL_SEC);
    }

    private static Optional<JsonNode> said(String meshState) {
        try {
            return Optional.of(Json.read(meshState, JsonNode.class))
                    .filter(mesh -> !mesh.path("state").asText().isEmpty());
        } catch (IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }

    static long number(Map<String, String> fields, String name, long otherwise) {
        String text = fields.getOrDefault(name, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }
}
