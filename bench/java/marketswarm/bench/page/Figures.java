package marketswarm.bench.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one benchmark or drill has written as JSON.
 *
 * @param lines what was compared; empty for a drill
 * @param series what was read off every minute; empty for a benchmark
 */
record Figures(
        String name,
        String date,
        String machine,
        Map<String, String> versions,
        List<Line> lines,
        List<Map<String, Double>> series,
        List<String> notes) {

    /** One case. */
    record Line(
            String name,
            String unit,
            double ours,
            double spread,
            @Nullable Double limit,
            @Nullable Double peer,
            @Nullable String peerName) {}

    static Figures of(JsonNode json) {
        Map<String, String> versions = new LinkedHashMap<>();
        json.path("versions")
                .properties()
                .forEach(one -> versions.put(one.getKey(), one.getValue().asText()));
        List<Line> lines = new ArrayList<>();
        json.path("cases").forEach(one -> lines.add(line(one)));
        List<Map<String, Double>> series = new ArrayList<>();
        json.path("series").forEach(one -> series.add(numbers(one)));
        List<String> notes = StreamSupport.stream(json.path("notes").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Figures(
                json.path("name").asText(),
                json.path("date").asText(),
                json.path("machine").asText(),
                versions,
                lines,
                series,
                notes);
    }

    private static Line line(JsonNode one) {
        return new Line(
                one.path("case").asText(),
                one.path("unit").asText(),
                one.path("ours").asDouble(),
                one.path("ours_spread").asDouble(),
                number(one.path("limit")),
                number(one.path("peer")),
                one.path("peer_name").isTextual() ? one.path("peer_name").asText() : null);
    }

    private static @Nullable Double number(JsonNode node) {
        return node.isNumber() ? (Double) node.asDouble() : null;
    }

    private static Map<String, Double> numbers(JsonNode point) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        point.properties().forEach(one -> {
            if (one.getValue().isNumber())
                numbers.put(one.getKey(), one.getValue().asDouble());
        });
        return numbers;
    }

    /** The units of the cases, in their order. */
    List<String> units() {
        return lines.stream().map(Line::unit).distinct().toList();
    }

    /** Who is measured beside ours; empty when nobody is. */
    String peers() {
        return String.join(
                ", ",
                lines.stream()
                        .map(Line::peerName)
                        .filter(java.util.Objects::nonNull)
                        .distinct()
                        .toList());
    }
}
