package marketswarm.truth;

/** Tells a word that a machine has drawn from one that a person has chosen. */
final class Randomness {

    /** Bits a character; hexadecimal digits have 4 at most, words of a language seldom reach these. */
    private static final double LEAST_ENTROPY = 3.2;
    /** Part of the neighbours that are of different kinds, capital, small, digit: 0.45 in base 62, 0.2 in CamelCase2024. */
    private static final double LEAST_CHANGES = 0.25;

    private static final int LEAST_DIGITS = 2;

    private Randomness() {}

    static boolean isRandom(String word) {
        return word.chars().filter(Character::isDigit).count() >= LEAST_DIGITS
                && entropy(word) >= LEAST_ENTROPY
                && changes(word) >= LEAST_CHANGES * (word.length() - 1);
    }

    /** Shannon's, over the word's own characters. */
    private static double entropy(String word) {
        int[] counts = new int[128];
        word.chars().forEach(c -> counts[c & 127]++);
        double bits = 0;
        for (int count : counts) {
            double part = (double) count / word.length();
            if (count > 0) bits -= part * Math.log(part) / Math.log(2);
        }
        return bits;
    }

    /** From one kind to another; a capital that begins a word of small letters, and signs in between, do not count. */
    private static int changes(String word) {
        int changes = 0;
        int before = Character.getType(word.charAt(0));
        for (int i = 1; i < word.length(); i++) {
            if (!Character.isLetterOrDigit(word.charAt(i))) continue;
            int kind = Character.getType(word.charAt(i));
            boolean wordBegins = before == Character.UPPERCASE_LETTER && kind == Character.LOWERCASE_LETTER;
            if (kind != before && !wordBegins) changes++;
            before = kind;
        }
        return changes;
    }
}
