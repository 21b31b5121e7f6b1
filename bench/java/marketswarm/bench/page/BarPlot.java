package marketswarm.bench.page;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bars from left to right, a panel for each unit: ours, what the machine gives, what others reach. */
final class BarPlot {

    private static final int WIDTH = 880;
    private static final int RIGHT = 70;
    private static final double BAR = 12;
    private static final double GAP = 9;
    private static final double CHARACTER = 6.5;
    private static final double HEAD = 24;
    private static final double AXIS = 40;

    private final Svg svg = new Svg();
    private final double left;
    private double y = 8;

    /** @param left where the bars begin, behind the longest name */
    private BarPlot(double left) {
        this.left = left;
    }

    static String of(Figures figures) {
        int longest = figures.lines().stream()
                .mapToInt(line -> line.name().length())
                .max()
                .orElse(0);
        var plot = new BarPlot(Math.min(WIDTH / 2.0, 20 + CHARACTER * longest));
        plot.legend(figures);
        for (String unit : figures.units())
            plot.panel(
                    unit,
                    figures.lines().stream()
                            .filter(line -> line.unit().equals(unit))
                            .toList());
        return plot.svg.drawn(WIDTH, plot.y, figures.name() + ": bars of the table above");
    }

    private void legend(Figures figures) {
        double x = left;
        x = key(x, "ours", "ours");
        if (figures.lines().stream().anyMatch(line -> line.limit() != null))
            x = key(x, "limit", "limit of the machine");
        if (!figures.peers().isEmpty()) key(x, "peer", figures.peers());
        y += HEAD;
    }

    private double key(double x, String kind, String words) {
        svg.bar(x, y + 2, 10, 10, kind);
        svg.text(x + 15, y + 11, "start", "soft", words);
        return x + 40 + CHARACTER * words.length();
    }

    private void panel(String unit, List<Figures.Line> lines) {
        Scale scale = Scale.to(lines.stream()
                .flatMap(BarPlot::values)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
        double height = lines.stream().mapToDouble(BarPlot::height).sum();
        for (double tick : scale.ticks()) {
            svg.grid(x(tick, scale), y, x(tick, scale), y + height);
            svg.text(x(tick, scale), y + height + 14, "middle", "soft", Scale.words(tick));
        }
        for (Figures.Line line : lines) row(line, scale);
        svg.text((left + WIDTH - RIGHT) / 2.0, y + 28, "middle", "title", unit);
        y += AXIS;
    }

    private void row(Figures.Line line, Scale scale) {
        double middle = y + height(line) / 2;
        svg.text(left - 8, middle + 4, "end", "", line.name());
        double at = y + GAP / 2;
        at = bar(at, "ours", line.ours(), scale);
        at = bar(at, "limit", line.limit(), scale);
        bar(at, "peer", line.peer(), scale);
        y += height(line);
    }

    private double bar(double at, String kind, @Nullable Double value, Scale scale) {
        if (value == null) return at;
        svg.bar(left, at, Math.max(1, x(value, scale) - left), BAR - 1, kind);
        svg.text(x(value, scale) + 5, at + BAR - 2, "start", "soft", Scale.words(value));
        return at + BAR;
    }

    private static double height(Figures.Line line) {
        return BAR * values(line).count() + GAP;
    }

    private static Stream<Double> values(Figures.Line line) {
        return Stream.of(line.ours(), line.limit(), line.peer()).filter(Objects::nonNull);
    }

    private double x(double value, Scale scale) {
        return left + (WIDTH - left - RIGHT) * value / scale.end();
    }
}
