package marketswarm.analysis.rules;

import java.util.List;
import marketswarm.analysis.rules.Lexicon.Role;
import marketswarm.analysis.rules.Tone.Reading;

/** The rules in their order: what an earlier one has spoken for, a later one leaves alone. */
final class ToneRules {

    private static final double TURNED = 0.8;

    private final List<Rule> rules;

    ToneRules(Lexicon lexicon) {
        rules = List.of(new Movement(), new Level(), new Comparison(), new Deal(lexicon.prizes()), new Mention());
    }

    Reading read(Scene scene) {
        Reading reading = Reading.NONE;
        for (Rule rule : rules)
            for (int i = 0; i < scene.size(); i++) reading = reading.plus(Reading.of(rule.at(scene, i)));
        return surprise(scene) ? new Reading(TURNED * reading.bad(), TURNED * reading.good()) : reading;
    }

    /** {@code fell less than feared}: the market had thought of worse, or of better. */
    private static boolean surprise(Scene scene) {
        for (int i = 0; i < scene.size(); i++) if (scene.is(i, Role.SURPRISE)) return true;
        return false;
    }
}
