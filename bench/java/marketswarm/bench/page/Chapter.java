package marketswarm.bench.page;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One benchmark's part of the page: its table, its plot, its notes, and on what it was measured. */
final class Chapter {

    private static final double NO_DECIMALS_FROM = 100;

    private Chapter() {}

    static String of(Figures figures) {
        var page = new StringBuilder("### " + figures.name() + "\n\n");
        if (!figures.lines().isEmpty()) table(figures, page);
        page.append("![%s](images/%s.svg)\n\n".formatted(about(figures), figures.name()));
        figures.notes().forEach(note -> page.append("- ").append(note).append('\n'));
        if (!conditions(figures).isEmpty())
            page.append("- ").append(conditions(figures)).append('\n');
        return page.append('\n').toString();
    }

    private static void table(Figures figures, StringBuilder page) {
        page.append(
                "| case | unit | ours | ± | limit | of limit | peer | × peer |\n|---|---|--:|--:|--:|--:|--:|--:|\n");
        for (Figures.Line line : figures.lines())
            page.append("| %s | %s | **%s** | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            line.name(),
                            line.unit(),
                            number(line.ours()),
                            number(line.spread()),
                            number(line.limit()),
                            ratio(line, line.limit()),
                            number(line.peer()),
                            ratio(line, line.peer())));
        page.append('\n');
    }

    private static String about(Figures figures) {
        return figures.series().isEmpty() ? "Bars of the table above" : "What was looked at every minute";
    }

    private static String conditions(Figures figures) {
        String versions = figures.versions().entrySet().stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .collect(Collectors.joining(", "));
        String peers = figures.peers().isEmpty() ? "" : "; peer: " + figures.peers();
        return Stream.of(figures.date(), figures.machine(), versions)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "))
                + peers;
    }

    private static String ratio(Figures.Line line, @Nullable Double other) {
        return other == null || other == 0 ? "" : number(line.ours() / other);
    }

    private static String number(@Nullable Double value) {
        if (value == null) return "";
        return String.format(Locale.ROOT, Math.abs(value) >= NO_DECIMALS_FROM ? "%,.0f" : "%.2f", value);
    }
}
