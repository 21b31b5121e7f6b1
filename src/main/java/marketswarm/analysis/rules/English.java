package marketswarm.analysis.rules;

import java.util.List;
import java.util.Set;
import marketswarm.analysis.Resource;

/** Tells English from what only looks like it, by the little words that every language has its own of. */
final class English {

    private static final int LONG_ENOUGH_TO_TELL = 15;

    private final Set<String> own;
    private final Set<String> others =
            Set.copyOf(Resource.lists("/analysis/sentences.txt").getOrDefault("foreign words", List.of()));

    /** @param own little words of English */
    English(Set<String> own) {
        this.own = own;
    }

    /** A few words in Latin letters without little words of any language pass: a headline may be names and figures. */
    boolean speaks(List<String> words) {
        long latin = words.stream().filter(word -> word.charAt(0) < 0x250).count();
        if (2 * latin < words.size()) return false;
        long ours = words.stream().filter(own::contains).count();
        long theirs = words.stream().filter(others::contains).count();
        if (theirs > 1 && theirs > ours) return false;
        return words.size() < LONG_ENOUGH_TO_TELL || ours > 0;
    }
}
