package marketswarm.truth;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what was probably meant by a mistyped name. */
public final class Nearest {

    private Nearest() {}

    /** The known name with the fewest edits, if those are few for its length. */
    public static Optional<String> to(String given, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(given, name)))
                .filter(name -> edits(given, name) <= Math.max(2, name.length() / 3));
    }

    /** All known names, the nearest first. */
    public static List<String> sorted(String given, Collection<String> known) {
        return known.stream()
                .sorted(Comparator.comparingInt((String name) -> edits(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** {@code "; did you mean x?"} or nothing. */
    public static String hint(String given, Collection<String> known) {
        return to(given, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** Levenshtein's distance, row by row. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
