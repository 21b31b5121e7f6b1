package marketswarm.gateway;

import com.google.gson.JsonElement;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a page's main thread did for six seconds, as Chromium counts it, and the frames that came of it.
 *
 * @param gapsMs between frames, the shortest first
 * @param busy seconds by Chromium's name of the work
 */
record PageWork(double seconds, List<Double> gapsMs, Map<String, Double> busy) {

    private static final String FRAMES = """
            () => new Promise((done) => {
              const gaps = [];
              let before = performance.now();
              const until = before + 6000;
              const look = (now) => {
                gaps.push(now - before);
                before = now;
                if (now < until) requestAnimationFrame(look);
                else done(gaps.slice(1).sort((a, b) => a - b));
              };
              requestAnimationFrame(look);
            })
            """;

    static PageWork of(Page page) {
        CDPSession tools = page.context().newCDPSession(page);
        tools.send("Performance.enable");
        Map<String, Double> before = metrics(tools);
        long startNs = System.nanoTime();
        List<?> gaps = (List<?>) page.evaluate(FRAMES);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        Map<String, Double> busy = metrics(tools);
        before.forEach((name, value) -> busy.merge(name, -value, Double::sum));
        tools.detach();
        return new PageWork(
                seconds, gaps.stream().map(gap -> ((Number) gap).doubleValue()).toList(), busy);
    }

    private static Map<String, Double> metrics(CDPSession tools) {
        Map<String, Double> metrics = new HashMap<>();
        for (JsonElement one : tools.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            var metric = one.getAsJsonObject();
            metrics.put(metric.get("name").getAsString(), metric.get("value").getAsDouble());
        }
        return metrics;
    }

    int frames() {
        return gapsMs.size();
    }

    /** Everything that the main thread did; what is neither script nor style nor layout is painting and compositing. */
    String text() {
        double all = perSecond("TaskDuration");
        double script = perSecond("ScriptDuration");
        double style = perSecond("RecalcStyleDuration");
        double layout = perSecond("LayoutDuration");
        return String.format(
                Locale.ROOT,
                "%.1f frames/s, gaps p50 %.1f, p95 %.1f, p99 %.1f, most %.1f ms; main thread busy %.0f ms a second:"
                        + " script %.0f, style %.0f, layout %.0f, paint and the rest %.0f",
                1_000 * frames() / gapsMs.stream().mapToDouble(gap -> gap).sum(),
                gap(0.5),
                gap(0.95),
                gap(0.99),
                gap(1),
                all,
                script,
                style,
                layout,
                all - script - style - layout);
    }

    private double perSecond(String name) {
        return 1_000 * busy.getOrDefault(name, 0.0) / seconds;
    }

    private double gap(double part) {
        return gapsMs.get(Math.min(frames() - 1, (int) (frames() * part)));
    }
}
