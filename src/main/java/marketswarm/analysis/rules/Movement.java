package marketswarm.analysis.rules;

import java.util.Set;
import marketswarm.analysis.rules.Lexicon.Role;

/** What a direction does to what it moves: profit rose, a drop in sales, higher costs; the decline slowed. */
final class Movement implements Rule {

    private static final int AHEAD = 5;
    private static final int BESIDE = 2;
    /** What a change with a figure says when nobody knows what changed. */
    private static final double CHANGED = 0.6;

    private static final Set<String> LINKS = Set.of("in", "of");

    @Override
    public double at(Scene scene, int i) {
        boolean moves = scene.is(i, Role.MOVE) || scene.is(i, Role.CHANGE) || scene.is(i, Role.TREND);
        if (!moves || scene.isClaimed(i)) return 0;
        int metric = metricOf(scene, i);
        if (metric < 0) return alone(scene, i) * scene.hedges(i);
        if (isToldByItsTrend(scene, i, metric)) return 0;
        scene.claim(metric);
        var moved = scene.entry(metric);
        return scene.entry(i).sign()
                * trend(scene, i, metric)
                * moved.sign()
                * moved.importance()
                * size(scene, scene.to(i))
                * scene.hedges(i);
    }

    private static int metricOf(Scene scene, int i) {
        boolean change = scene.is(i, Role.CHANGE);
        int first = pointsAhead(scene, i) ? scene.object(scene.to(i), change ? AHEAD : Scene.NEAR + 1) : -1;
        return first >= 0 ? first : scene.subject(scene.from(i));
    }

    /** {@code higher costs}, {@code a drop in sales}, {@code falling margins}: the noun follows. */
    private static boolean pointsAhead(Scene scene, int i) {
        if (scene.is(i, Role.CHANGE)) return true;
        int next = scene.to(i);
        boolean linked =
                next < scene.words() && LINKS.contains(scene.token(next).text());
        String last = scene.token(next - 1).text();
        return linked || LINKS.contains(last) || last.endsWith("ing");
    }

    /** {@code the decline in orders slowed}: what is said of the decline is said when it is known how that went on. */
    private static boolean isToldByItsTrend(Scene scene, int i, int metric) {
        if (scene.is(i, Role.TREND) || metric < i || scene.from(metric) - scene.to(i) > BESIDE) return false;
        for (int j = metric + 1; j < scene.size(); j++)
            if (scene.is(j, Role.TREND)) return metricOf(scene, j) == metric;
        return false;
    }

    /** {@code the decline in orders accelerated}: what moves is itself a movement, and that one is not told twice. */
    private static int trend(Scene scene, int i, int metric) {
        if (!scene.is(i, Role.TREND) || scene.from(metric) > scene.from(i)) return 1;
        for (int j = metric - 1; j >= 0 && scene.from(metric) - scene.to(j) <= BESIDE; j--) {
            if (!scene.is(j, Role.MOVE) && !scene.is(j, Role.CHANGE)) continue;
            scene.claim(j);
            return scene.entry(j).sign();
        }
        return 1;
    }

    /** Nobody knows what moved: most often a company's shares, when a figure stands beside it. */
    private static double alone(Scene scene, int i) {
        var entry = scene.entry(i);
        boolean figure = scene.firstFigure(scene.to(i), scene.to(i) + Scene.NEAR) != null
                || scene.lastFigure(scene.from(i) - 1, scene.from(i)) != null; // 2.1 % lower
        if (entry.role() == Role.CHANGE) return figure ? entry.sign() * CHANGED : 0;
        return entry.sign() * (figure ? Math.max(entry.weight(), 0.7) : entry.weight());
    }

    /** The percentage that follows says how much it moved. */
    private static double size(Scene scene, int from) {
        for (int at = from; at < Math.min(scene.words(), from + AHEAD); at++)
            if (scene.token(at).kind() == Token.Kind.PERCENT)
                return scene.token(at).number() >= 10 ? 1.25 : scene.token(at).number() < 1 ? 0.7 : 1;
        return 1;
    }
}
