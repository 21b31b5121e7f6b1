package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.redis.Json;

/** A table for people (padded, dashes below the header) or, with the same names, JSON for programs. */
final class Table {

    private final List<String> header;
    private final List<List<Object>> rows = new ArrayList<>();

    Table(String... header) {
        this.header = List.of(header);
    }

    void row(Object... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out, boolean json) {
        if (json) out.println(toJson().toPrettyString());
        else toLines().forEach(out::println);
        out.flush();
    }

    private List<String> toLines() {
        int[] widths = IntStream.range(0, header.size())
                .map(column -> Math.max(
                        header.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).toString().length())
                                .max()
                                .orElse(0)))
                .toArray();
        var lines = new ArrayList<String>();
        lines.add(line(header, widths));
        lines.add(line(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static String line(List<?> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> cells.get(i)
                        + " ".repeat(widths[i] - cells.get(i).toString().length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private ArrayNode toJson() {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (List<Object> row : rows) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < row.size(); i++) object.putPOJO(header.get(i), row.get(i));
        }
        return array;
    }
}
