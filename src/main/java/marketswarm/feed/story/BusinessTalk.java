package marketswarm.feed.story;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import marketswarm.feed.story.Companies.Name;
import marketswarm.feed.story.Companies.Sense;

/** Whether the words around a name say that a company is meant: Apple and its shares, or an apple and its tree. */
final class BusinessTalk {

    private static final int GIST = 1_000;
    private static final int AROUND = 80;
    private static final int CLOSE = 4;
    private static final int NEIGHBOURS = 2;
    private static final Pattern SPACE = Pattern.compile("[^\\p{L}\\p{N}'&.-]+");
    private static final Set<String> TALK = Set.of(
            ("shares stock stocks earnings revenue revenues profit profits sales ceo cfo chief executive quarter quarterly"
                            + " investor investors analyst analysts inc corp plc shareholders dividend buyback ipo lawsuit"
                            + " sues sued suing antitrust acquire acquires acquired acquisition merger takeover guidance"
                            + " outlook forecast forecasts upgrade upgrades upgraded downgrade downgrades downgraded layoffs"
                            + " workers employees nasdaq nyse s&p valuation rating unveils unveiled launches"
                            + " launched beats misses margin margins bonds debt stake ftc sec regulators startup company"
                            + " company's tech giant automaker retailer chipmaker billion million market bid lays"
                            + " recall recalls recalled hires fined rivals rival")
                    .split(" "));

    private final String gist;
    private final String text;
    private final boolean sentence;

    /**
     * @param gist what the item says in short
     * @param text the part of it that is looked through
     */
    BusinessTalk(String gist, String text) {
        this.gist = gist;
        this.text = text;
        this.sentence = !isTitleCase(text.substring(0, Math.min(GIST, text.length())));
    }

    /** @param certain that the text names a company without any doubt elsewhere */
    boolean means(Name name, int start, int end, boolean certain) {
        String[] before = words(text.substring(Math.max(0, start - AROUND), start));
        String[] after = words(text.substring(end, Math.min(text.length(), end + AROUND)));
        if (speaksAgainst(name, before, after)) return false;
        if (name.sense() == Sense.ONLY || talksClose(before, after) || hasCue(name, gist)) return true;
        if (sentence && insideSentence(start)) return true;
        return name.sense() == Sense.MOSTLY && (certain || talks(gist));
    }

    private static boolean speaksAgainst(Name name, String[] before, String[] after) {
        String last = before.length == 0 ? "" : before[before.length - 1];
        if (name.notWith().contains("<" + last)) return true;
        for (int i = 1; i <= NEIGHBOURS; i++) {
            if (before.length >= i && against(name, before[before.length - i])) return true;
            if (after.length >= i && against(name, after[i - 1])) return true;
        }
        return false;
    }

    private static boolean against(Name name, String word) {
        return name.notWith().contains(word) || name.notWith().contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean talksClose(String[] before, String[] after) {
        for (int i = 1; i <= CLOSE; i++) {
            if (before.length >= i && TALK.contains(before[before.length - i].toLowerCase(Locale.ROOT))) return true;
            if (after.length >= i && TALK.contains(after[i - 1].toLowerCase(Locale.ROOT))) return true;
        }
        return false;
    }

    private static boolean talks(String text) {
        for (String word : words(text)) if (TALK.contains(word.toLowerCase(Locale.ROOT))) return true;
        return false;
    }

    private static boolean hasCue(Name name, String text) {
        return name.cues().stream().anyMatch(cue -> wordAt(text, cue));
    }

    private static boolean wordAt(String text, String cue) {
        for (int at = text.indexOf(cue); at >= 0; at = text.indexOf(cue, at + 1)) {
            int end = at + cue.length();
            boolean before = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean after = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (before && after) return true;
        }
        return false;
    }

    /** A capital inside a sentence is meant. */
    private boolean insideSentence(int start) {
        String before = text.substring(Math.max(0, start - AROUND), start).stripTrailing();
        return !before.isEmpty() && ".:!?\"“‘—–|-(".indexOf(before.charAt(before.length() - 1)) < 0;
    }

    /** Most of the longer words have a capital: capitals say nothing then. */
    private static boolean isTitleCase(String text) {
        int capitals = 0;
        int others = 0;
        for (String word : words(text)) {
            if (word.length() < 4) continue;
            if (Character.isUpperCase(word.charAt(0))) capitals++;
            else others++;
        }
        return capitals > others;
    }

    private static String[] words(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) return new String[0];
        String[] words = SPACE.split(stripped);
        for (int i = 0; i < words.length; i++) words[i] = words[i].replaceAll("(?:'s|[.'-])+$", "");
        return java.util.Arrays.stream(words).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }
}
