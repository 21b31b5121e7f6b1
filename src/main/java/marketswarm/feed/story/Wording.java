package marketswarm.feed.story;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells two headlines of one pattern: the same words in the same order, but for another one in some place. Who tells a
 * story anew changes its words everywhere; who changes one only tells another story.
 */
final class Wording {

    /** As much of the shorter one must stand in the other, in its order. */
    private static final double SAME = 0.6;

    private Wording() {}

    static boolean isOnePattern(List<String> one, List<String> other) {
        int[][] common = common(one, other);
        int shared = common[0][0];
        return shared >= 2
                && shared >= SAME * Math.min(one.size(), other.size())
                && hasSubstitution(one, other, common);
    }

    /** Length of the longest common subsequence of the rests from i and j on. */
    private static int[][] common(List<String> one, List<String> other) {
        int[][] length = new int[one.size() + 1][other.size() + 1];
        for (int i = one.size() - 1; i >= 0; i--)
            for (int j = other.size() - 1; j >= 0; j--)
                length[i][j] = one.get(i).equals(other.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
        return length;
    }

    /** Whether between two shared words, or at an end, both have words that the other does not have at all. */
    private static boolean hasSubstitution(List<String> one, List<String> other, int[][] common) {
        List<String> mine = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            boolean both = i < one.size() && j < other.size();
            if (both && one.get(i).equals(other.get(j))) {
                if (differ(mine, theirs)) return true;
                mine.clear();
                theirs.clear();
                i++;
                j++;
            } else if (j == other.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
                if (isNamed(one.get(i)) && !other.contains(one.get(i))) mine.add(one.get(i));
                i++;
            } else {
                if (isNamed(other.get(j)) && !one.contains(other.get(j))) theirs.add(other.get(j));
                j++;
            }
        }
        return differ(mine, theirs);
    }

    /** What happens is told in many words; whom it happens to, in few. */
    private static boolean isNamed(String key) {
        return !key.startsWith(StoryWords.Kind.ACT.name());
    }

    /** Written apart or together is no difference: air bag, airbag. */
    private static boolean differ(List<String> mine, List<String> theirs) {
        return !mine.isEmpty()
                && !theirs.isEmpty()
                && !letters(mine).startsWith(letters(theirs))
                && !letters(theirs).startsWith(letters(mine));
    }

    private static String letters(List<String> keys) {
        StringBuilder letters = new StringBuilder();
        for (String key : keys) letters.append(key.substring(key.indexOf(' ') + 1));
        return letters.toString();
    }
}
