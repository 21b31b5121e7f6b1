package marketswarm.analysis.rules;

import marketswarm.analysis.rules.Lexicon.Role;

/** Where something stands: above forecasts, below last year's level, at the lowest in six years. */
final class Level implements Rule {

    private static final int REACH = 7;
    private static final double SAID_BEFORE = 0.4;

    @Override
    public double at(Scene scene, int i) {
        return switch (scene.entry(i).role()) {
            case LEVEL -> against(scene, i);
            case EXTREME -> extreme(scene, i);
            default -> 0;
        };
    }

    private static double against(Scene scene, int i) {
        boolean reference = scene.after(i, Role.REFERENCE, REACH);
        int metric = scene.subject(scene.from(i));
        if (!reference) return scene.entry(i).sign() * scene.entry(i).weight() * scene.hedges(i);
        double polarity = metric < 0 ? 1 : scene.entry(metric).sign();
        double weight = metric >= 0 && scene.isClaimed(metric) ? SAID_BEFORE : 1;
        if (metric >= 0) scene.claim(metric);
        return scene.entry(i).sign() * polarity * weight * scene.hedges(i);
    }

    private static double extreme(Scene scene, int i) {
        int ahead = scene.object(scene.to(i), Scene.NEAR);
        int metric = ahead >= 0 ? ahead : scene.subject(scene.from(i));
        if (metric < 0) return scene.entry(i).sign() * scene.entry(i).weight() * scene.hedges(i);
        boolean said = scene.isClaimed(metric);
        scene.claim(metric);
        return scene.entry(i).sign() * scene.entry(metric).sign() * (said ? SAID_BEFORE : 1) * scene.hedges(i);
    }
}
