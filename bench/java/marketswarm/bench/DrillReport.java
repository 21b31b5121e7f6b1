package marketswarm.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;

/**
 * What a drill has counted.
 *
 * @param faults how many, by their kind
 * @param healedMaxS from a fault to the next sign of progress, at worst
 * @param ok nothing lost, nothing twice, nothing left
 * @param notes what a reader must know besides
 */
record DrillReport(
        String name,
        long seed,
        double seconds,
        Map<String, Integer> faults,
        long sent,
        long seen,
        long lost,
        long duplicated,
        double healedMaxS,
        boolean ok,
        List<String> notes) {

    Path write(Path folder) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("name", name).put("seed", seed).put("seconds", seconds);
        faults.forEach(json.withObject("faults")::put);
        json.put("sent", sent).put("seen", seen).put("lost", lost).put("duplicated", duplicated);
        json.put("healed_max_s", healedMaxS).put("ok", ok);
        notes.forEach(json.withArray("notes")::add);
        Path file = Files.createDirectories(folder).resolve("drill-" + name + ".json");
        Files.writeString(file, json.toPrettyString() + "\n");
        return file;
    }

    void print() {
        System.out.printf(
                "%s: %s%n  seed %d, %.0f s, faults %s%n  sent %d, seen %d, lost %d, duplicated %d, healed within %.1f s%n",
                name, ok ? "ok" : "NOT OK", seed, seconds, faults, sent, seen, lost, duplicated, healedMaxS);
        notes.forEach(note -> System.out.println("- " + note));
    }
}
