package marketswarm.analysis.rules;

import java.util.Set;
import marketswarm.analysis.rules.Lexicon.Role;

/** Something worth having that was got: won an order, signed an agreement, was awarded a contract. */
final class Deal implements Rule {

    private static final int REACH = 9;
    private static final int JUST_BEFORE = 6;
    private static final double WEIGHT = 0.9;

    private final Set<String> prizes;

    Deal(Set<String> prizes) {
        this.prizes = prizes;
    }

    @Override
    public double at(Scene scene, int i) {
        if (!scene.is(i, Role.GET)) return 0;
        int from = Math.max(0, scene.from(i) - JUST_BEFORE);
        int to = Math.min(scene.words(), scene.to(i) + REACH);
        for (int at = from; at < to; at++) if (prizes.contains(scene.token(at).text())) return WEIGHT * scene.hedges(i);
        return scene.entry(i).sign() * scene.entry(i).weight() * scene.hedges(i);
    }
}
