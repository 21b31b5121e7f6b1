package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import marketswarm.redis.Json;
import picocli.CommandLine.Help.Ansi;

/** A table for people (padded, dashes below the header) or, with the same names, JSON for programs. */
final class Table {

    private final List<String> header;
    private final List<List<Object>> rows = new ArrayList<>();

    Table(String... header) {
        this.header = List.of(header);
    }

    /** @param cells values, or {@link Cell}s where a colour says something; what is not known is "" */
    void row(Object... cells) {
        rows.add(List.of(cells));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Admin admin, boolean json) {
        if (json) admin.out().println(toJson().toPrettyString());
        else lines(admin.ansi()).forEach(admin.out()::println);
        admin.out().flush();
    }

    List<String> lines(Ansi ansi) {
        int[] widths = IntStream.range(0, header.size())
                .map(column -> Math.max(
                        header.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> text(row.get(column)).length())
                                .max()
                                .orElse(0)))
                .toArray();
        var lines = new ArrayList<String>();
        lines.add(line(header, widths, ansi));
        lines.add(line(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths, ansi));
        rows.forEach(row -> lines.add(line(row, widths, ansi)));
        return lines;
    }

    private static String line(List<?> cells, int[] widths, Ansi ansi) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = text(cells.get(i));
            line.append(Cell.paint(cells.get(i), text, ansi)).append(" ".repeat(widths[i] - text.length() + 2));
        }
        return line.toString().stripTrailing();
    }

    private static String text(Object cell) {
        return Cell.text(cell);
    }

    ArrayNode toJson() {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (List<Object> row : rows) {
            ObjectNode object = array.addObject();
            for (int i = 0; i < row.size(); i++)
                object.putPOJO(header.get(i) + Cell.unit(row.get(i)), Cell.value(row.get(i)));
        }
        return array;
    }
}
