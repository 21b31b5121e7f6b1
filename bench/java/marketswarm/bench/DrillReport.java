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
 * @param promises where it counts more than one thing, each by itself
 * @param series what was read off again and again while it ran, by name
 */
public record DrillReport(
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
        List<String> notes,
        List<Promise> promises,
        List<Map<String, Double>> series) {

    public Path write(Path folder) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        Machine machine = Machine.here();
        json.put("name", name).put("date", machine.date()).put("machine", machine.words());
        machine.versions().forEach(json.withObject("versions")::put);
        json.put("seed", seed).put("seconds", seconds);
        faults.forEach(json.withObject("faults")::put);
        json.put("sent", sent).put("seen", seen).put("lost", lost).put("duplicated", duplicated);
        json.put("healed_max_s", healedMaxS).put("ok", ok);
        promises.forEach(promise -> json.withArray("promises")
                .addObject()
                .put("promise", promise.words())
                .put("of", promise.of())
                .put("broken", promise.broken())
                .put("kept", promise.kept()));
        series.forEach(point -> {
            ObjectNode figures = json.withArray("series").addObject();
            point.forEach(figures::put);
        });
        notes.forEach(json.withArray("notes")::add);
        Path file = Files.createDirectories(folder).resolve("drill-" + name + ".json");
        Files.writeString(file, json.toPrettyString() + "\n");
        return file;
    }

    public void print() {
        System.out.printf(
                "%s: %s%n  seed %d, %.0f s, faults %s%n  sent %d, seen %d, lost %d, duplicated %d, healed within %.1f s%n",
                name, ok ? "ok" : "NOT OK", seed, seconds, faults, sent, seen, lost, duplicated, healedMaxS);
        if (!promises.isEmpty()) table().lines().forEach(System.out::println);
        notes.forEach(note -> System.out.println("- " + note));
    }

    private TextTable table() {
        TextTable table = new TextTable("promise", "of", "broken", "kept");
        promises.forEach(promise -> table.row(
                promise.words(), "" + promise.of(), "" + promise.broken(), promise.kept() ? "kept" : "BROKEN"));
        return table;
    }
}
