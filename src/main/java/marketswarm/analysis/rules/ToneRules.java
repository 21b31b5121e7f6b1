package marketswarm.analysis.rules;

import java.util.ArrayList;
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

    private record Said(int at, double value) {}

    Reading read(Scene scene) {
        List<Said> said = new ArrayList<>();
        for (Rule rule : rules)
            for (int i = 0; i < scene.size(); i++) {
                double value = rule.at(scene, i);
                if (value != 0) said.add(new Said(i, value));
            }
        Reading reading = Reading.NONE;
        for (Said one : said)
            reading = reading.plus(Reading.of(isTurned(scene, one, said) ? -TURNED * one.value() : one.value()));
        return reading;
    }

    /**
     * {@code fell less than feared}: the market had thought of worse, or of better. That is said of what stands before it,
     * or of what follows when nothing does: {@code profit fell less than feared, and the shares rose}.
     */
    private static boolean isTurned(Scene scene, Said one, List<Said> all) {
        for (int j = 0; j < scene.size(); j++) {
            if (!scene.is(j, Role.SURPRISE)) continue;
            int surprise = j;
            boolean follows = one.at() > j && scene.breathes(scene.to(j), scene.from(one.at()));
            if (!follows || all.stream().noneMatch(other -> other.at() < surprise)) return true;
        }
        return false;
    }
}
