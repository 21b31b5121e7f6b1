package marketswarm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows below a header, padded; what begins with a digit stands to the right of its column. */
final class TextTable {

    private static final double NO_DECIMALS_FROM = 100;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        rows.add(List.of(header));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Thousands apart above a hundred, two decimals below; empty when there is none. */
    static String number(@Nullable Double value) {
        if (value == null) return "";
        return String.format(Locale.ROOT, Math.abs(value) >= NO_DECIMALS_FROM ? "%,.0f" : "%.2f", value);
    }

    List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) lines.add(line(row, widths));
        lines.add(1, "-".repeat(lines.stream().mapToInt(String::length).max().orElse(0)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            boolean right =
                    !cell.isEmpty() && Character.isDigit(cell.charAt(cell.startsWith("-") ? cell.length() - 1 : 0));
            String pad = " ".repeat(widths[i] - cell.length());
            line.append(right ? pad + cell : cell + pad).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
