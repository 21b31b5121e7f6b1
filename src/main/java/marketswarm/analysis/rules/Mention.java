package marketswarm.analysis.rules;

import marketswarm.analysis.rules.Lexicon.Role;

/** Words that are good or bad by themselves, and bad things named without a direction. */
final class Mention implements Rule {

    private static final double RELIEVED = -0.7;
    private static final double MISSING = -0.6;

    @Override
    public double at(Scene scene, int i) {
        boolean said = scene.is(i, Role.WORD) || (scene.is(i, Role.METRIC) && !scene.isClaimed(i));
        if (!said) return 0;
        if (isMissing(scene, i)) return MISSING;
        double value = scene.entry(i).sign() * scene.entry(i).weight();
        boolean relieved =
                value < 0 && (scene.before(i, Role.RELIEF, Scene.NEAR + 1) || scene.after(i, Role.RELIEF, Scene.NEAR));
        boolean turned = relieved || isFewer(scene, i - 1, i);
        return (turned ? RELIEVED * value : value) * scene.hedges(i);
    }

    /** {@code fewer rate cuts}: less of it is the opposite. */
    private static boolean isFewer(Scene scene, int before, int i) {
        return before >= 0
                && scene.is(before, Role.CHANGE)
                && scene.entry(before).sign() < 0
                && scene.to(before) == scene.from(i);
    }

    /** {@code no dividend}, {@code did not make a profit}. */
    private static boolean isMissing(Scene scene, int i) {
        return scene.is(i, Role.METRIC)
                && scene.entry(i).sign() > 0
                && scene.entry(i).weight() == 0
                && scene.before(i, Role.NEGATION, Scene.NEAR);
    }
}
