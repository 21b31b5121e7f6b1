package marketswarm.bench.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An axis from zero to a round number at or above the largest value. */
record Scale(double step, int steps) {

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int MOST_STEPS = 5;

    static Scale to(double largest) {
        double wanted = Math.max(largest, 1e-9) / MOST_STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double round : ROUND) {
            double step = round * power;
            if (step * MOST_STEPS >= largest)
                return new Scale(step, Math.max(1, (int) Math.ceil(largest / step - 1e-9)));
        }
        throw new IllegalStateException("no step for " + largest);
    }

    double end() {
        return step * steps;
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) ticks.add(i * step);
        return ticks;
    }

    /** Short: {@code 2.5M}, {@code 40k}, {@code 0.5}. */
    static String words(double value) {
        if (Math.abs(value) >= 1e6) return trimmed(value / 1e6) + "M";
        if (Math.abs(value) >= 1e4) return trimmed(value / 1e3) + "k";
        return trimmed(value);
    }

    private static String trimmed(double value) {
        String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, format, value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
