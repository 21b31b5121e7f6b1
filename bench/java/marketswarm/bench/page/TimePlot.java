package marketswarm.bench.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was looked at every minute, one panel a measure, all over the same time. */
final class TimePlot {

    private static final int WIDTH = 820;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final double PANEL = 90;
    private static final double HEAD = 20;
    private static final double FOOT = 40;
    private static final String MINUTE = "minute";

    private final Svg svg = new Svg();
    private final List<Map<String, Double>> series;
    private final Scale minutes;
    private double y = 8;

    private TimePlot(List<Map<String, Double>> series) {
        this.series = series;
        this.minutes = Scale.to(series.stream()
                .mapToDouble(sample -> sample.getOrDefault(MINUTE, 0.0))
                .max()
                .orElse(1));
    }

    /** @param figures whose series have a {@code minute}, and measures whose names end in their unit */
    static String of(Figures figures) {
        Set<String> measures = new LinkedHashSet<>();
        figures.series().forEach(sample -> measures.addAll(sample.keySet()));
        measures.remove(MINUTE);
        var plot = new TimePlot(figures.series());
        measures.forEach(plot::panel);
        plot.svg.text((LEFT + WIDTH - RIGHT) / 2.0, plot.y + 20, "middle", "title", "minutes");
        plot.y += FOOT;
        return plot.svg.drawn(WIDTH, plot.y, figures.name() + ": " + String.join(", ", measures) + " by minute");
    }

    private void panel(String measure) {
        svg.text(LEFT, y + 12, "start", "title", measure.replace('_', ' '));
        y += HEAD;
        Scale scale = Scale.to(series.stream()
                .mapToDouble(sample -> sample.getOrDefault(measure, 0.0))
                .max()
                .orElse(1));
        for (double tick : List.of(0.0, scale.end())) {
            double at = y + PANEL * (1 - tick / scale.end());
            svg.grid(LEFT, at, WIDTH - RIGHT, at);
            svg.text(LEFT - 8, at + 4, "end", "soft", Scale.words(tick));
        }
        svg.line(points(measure, scale));
        for (double tick : minutes.ticks()) svg.text(x(tick), y + PANEL + 15, "middle", "soft", Scale.words(tick));
        y += PANEL + HEAD + 6;
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
        return LEFT + (WIDTH - LEFT - RIGHT) * minute / minutes.end();
    }
}
