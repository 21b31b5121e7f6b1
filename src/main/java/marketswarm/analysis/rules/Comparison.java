package marketswarm.analysis.rules;

import org.jspecify.annotations.Nullable;

/**
 * Figures without a verb of direction: {@code net loss was 2 million, compared with 5 million}, {@code EUR 54 mn (EUR 47
 * mn)}; and results that changed sides: {@code a profit, compared with a loss}.
 */
final class Comparison implements Rule {

    private static final int REACH = 8;
    private static final double TURNAROUND = 1.3;

    @Override
    public double at(Scene scene, int i) {
        return switch (scene.entry(i).role()) {
            case COMPARISON -> compared(scene, i);
            case METRIC -> bracketed(scene, i);
            default -> 0;
        };
    }

    private static double compared(Scene scene, int i) {
        int now = scene.subject(scene.from(i));
        int then = reference(scene, i);
        if (then >= 0) scene.claim(then); // a figure of the past is no news
        if (now < 0) return 0;
        int sign = scene.entry(now).sign();
        if (then >= 0 && sign * scene.entry(then).sign() < 0) {
            scene.claim(now);
            return sign * TURNAROUND * scene.hedges(i);
        }
        if (scene.isClaimed(now)) return 0;
        double direction = direction(
                scene.lastFigure(scene.to(now), scene.from(i)), scene.firstFigure(scene.to(i), scene.to(i) + REACH));
        if (direction == 0) return 0;
        scene.claim(now);
        return direction * sign * scene.entry(now).importance() * scene.hedges(i);
    }

    /** The measured thing that stands beside the earlier figure, before it or in its place. */
    private static int reference(Scene scene, int i) {
        int then = scene.object(scene.to(i), Scene.NEAR + 1);
        return then >= 0 && scene.firstFigure(scene.to(i), scene.from(then)) == null ? then : -1;
    }

    private static double direction(@Nullable Token now, @Nullable Token then) {
        if (now == null || then == null || now.kind() != then.kind()) return 0;
        return Math.signum(now.number() - then.number());
    }

    /** {@code net sales totalled EUR 54.3 mn (47.1)}; in another currency it is the same figure once more. */
    private static double bracketed(Scene scene, int i) {
        if (scene.isClaimed(i)) return 0;
        for (int at = scene.to(i); at < Math.min(scene.words() - 1, scene.to(i) + REACH); at++) {
            if (!scene.token(at).is("(")) continue;
            Token now = scene.lastFigure(scene.to(i), at);
            int figure = scene.isFigure(at + 1) ? at + 1 : at + 2;
            if (now == null || figure >= scene.words() || !scene.isFigure(figure)) return 0;
            if (!sameMoney(scene, now, figure)) return 0;
            return bracketed(scene, i, now, scene.token(figure));
        }
        return 0;
    }

    private static double bracketed(Scene scene, int i, Token now, Token then) {
        double scale = then.number() != 0 && now.number() / then.number() >= 1_000 ? now.scale() : 1;
        if (now.kind() != then.kind() || now.number() == then.number() * scale) return 0;
        scene.claim(i);
        return Math.signum(now.number() - then.number() * scale)
                * scene.entry(i).sign()
                * scene.entry(i).importance();
    }

    private static boolean sameMoney(Scene scene, Token now, int then) {
        String later = money(scene, then);
        if (later.isEmpty()) return true;
        for (int at = 0; at < then; at++)
            if (scene.token(at).equals(now)) return money(scene, at).equals(later);
        return false;
    }

    private static String money(Scene scene, int at) {
        String before = at > 0 ? scene.token(at - 1).text() : "";
        return Money.isCode(before) ? before : scene.token(at).symbol();
    }
}
