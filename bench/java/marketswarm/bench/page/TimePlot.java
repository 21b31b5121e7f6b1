package marketswarm.bench.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.truth.Services;

/** What was looked at every minute: a panel for each measure with a line for each process, all over the same time. */
final class TimePlot {

    private static final int WIDTH = 820;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final double PANEL = 110;
    private static final double HEAD = 20;
    private static final double FOOT = 40;
    private static final double CHARACTER = 6.6;
    private static final String MINUTE = "minute";

    private final Svg svg = new Svg();
    private final List<Map<String, Double>> series;
    private final double last;
    private double y = 8;

    private TimePlot(List<Map<String, Double>> series) {
        this.series = series;
        this.last = series.stream()
                .mapToDouble(sample -> sample.getOrDefault(MINUTE, 0.0))
                .max()
                .orElse(1);
    }

    /** @param figures whose series have a {@code minute}, and measures whose names end in their unit */
    static String of(Figures figures) {
        Map<String, Map<String, String>> panels = panels(figures.series());
        var plot = new TimePlot(figures.series());
        panels.forEach(plot::panel);
        plot.svg.text((LEFT + WIDTH - RIGHT) / 2.0, plot.y + 8, "middle", "title", "minutes");
        plot.y += FOOT;
        return plot.svg.drawn(WIDTH, plot.y, figures.name() + ": " + String.join(", ", panels.keySet()) + " by minute");
    }

    /** By title: what its lines are called, and the measures that they show. */
    private static Map<String, Map<String, String>> panels(List<Map<String, Double>> series) {
        Map<String, Map<String, String>> panels = new LinkedHashMap<>();
        series.stream()
                .flatMap(sample -> sample.keySet().stream())
                .filter(measure -> !measure.equals(MINUTE))
                .distinct()
                .sorted(Comparator.comparing(TimePlot::words))
                .forEach(measure -> {
                    String line = line(measure);
                    String title = line.isEmpty() ? measure : measure.substring(line.length() + 1);
                    panels.computeIfAbsent(
                                    (isQuantile(measure) ? "latency " : "") + words(title),
                                    key -> new LinkedHashMap<>())
                            .put(line, measure);
                });
        return panels;
    }

    private static String words(String measure) {
        return measure.replace('_', ' ');
    }

    private static boolean isQuantile(String measure) {
        return measure.matches("p\\d+_.*");
    }

    /** The process that a measure is of, or the quantile; empty where it stands for itself. */
    private static String line(String measure) {
        if (isQuantile(measure)) return measure.substring(0, measure.indexOf('_'));
        return Services.ALL.stream()
                .filter(service -> measure.startsWith(service + "_"))
                .findFirst()
                .orElse("");
    }

    private void panel(String title, Map<String, String> lines) {
        svg.text(LEFT, y + 12, "start", "title", title);
        key(LEFT + 30 + CHARACTER * title.length(), lines);
        y += HEAD;
        Scale scale = Scale.to(series.stream()
                .flatMap(sample -> lines.values().stream().map(measure -> sample.getOrDefault(measure, 0.0)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
        for (double tick : List.of(0.0, scale.end())) {
            double at = y + PANEL * (1 - tick / scale.end());
            svg.grid(LEFT, at, WIDTH - RIGHT, at);
            svg.text(LEFT - 8, at + 4, "end", "soft", Scale.words(tick));
        }
        int number = 0;
        for (String measure : lines.values()) svg.line(points(measure, scale), number++);
        for (double tick : Scale.to(last).ticks())
            if (tick <= last) svg.text(x(tick), y + PANEL + 15, "middle", "soft", Scale.words(tick));
        y += PANEL + HEAD + 6;
    }

    private void key(double x, Map<String, String> lines) {
        if (lines.size() == 1) return;
        int number = 0;
        double at = x;
        for (String line : lines.keySet()) {
            svg.line(List.of(Svg.at(at) + " " + Svg.at(y + 8), Svg.at(at + 12) + " " + Svg.at(y + 8)), number++);
            svg.text(at + 17, y + 12, "start", "soft", line);
            at += 35 + CHARACTER * line.length();
        }
    }

    private List<String> points(String measure, Scale scale) {
        List<String> points = new ArrayList<>();
        for (Map<String, Double> sample : series) {
            Double value = sample.get(measure);
            if (value != null)
                points.add(Svg.at(x(sample.getOrDefault(MINUTE, 0.0))) + " "
                        + Svg.at(y + PANEL * (1 - value / scale.end())));
        }
        return points;
    }

    private double x(double minute) {
        return LEFT + (WIDTH - LEFT - RIGHT) * minute / last;
    }
}
