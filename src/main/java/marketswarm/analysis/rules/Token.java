package marketswarm.analysis.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, a number or a mark that ends a clause.
 *
 * @param text in lower case, without a possessive ending; the mark itself for a mark; {@code #} for a number, with the
 *     sign of its currency
 * @param number the value of a number with its scale applied ({@code 3.5 billion}), else NaN
 * @param start offset of the word in the text it was read from
 */
record Token(String text, Kind kind, double number, int start) {

    enum Kind {
        WORD,
        NUMBER,
        PERCENT,
        MARK
    }

    private static final Pattern SHAPE =
            Pattern.compile("([$€£¥]\\s?)?(\\d[\\d,]*(?:\\.\\d+)?)(?:\\s?(%|percent\\b|pct\\b|per cent\\b))?"
                    + "|(\\p{L}[\\p{L}\\p{N}&'’]*)|([,;:()—?])");
    private static final Pattern POSSESSIVE = Pattern.compile("(?:'s|s')$");
    private static final Pattern DIGIT_COMMA = Pattern.compile(",");

    static List<Token> in(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = SHAPE.matcher(text);
        while (m.find()) {
            if (m.group(4) != null) word(m.group(4), m.start(), tokens);
            else if (m.group(5) != null) tokens.add(new Token(m.group(5), Kind.MARK, Double.NaN, m.start()));
            else tokens.add(number(m, text));
        }
        return tokens;
    }

    private static void word(String raw, int start, List<Token> tokens) {
        String word = raw.toLowerCase(Locale.ROOT).replace('’', '\'');
        if (word.endsWith("n't") || word.equals("cannot")) {
            tokens.add(new Token("not", Kind.WORD, Double.NaN, start));
            return;
        }
        if (word.endsWith("'s")) word = POSSESSIVE.matcher(word).replaceFirst("");
        if (word.endsWith("'")) word = word.substring(0, word.length() - 1);
        tokens.add(new Token(word, Kind.WORD, Double.NaN, start));
    }

    private static Token number(Matcher m, String text) {
        double value = Double.parseDouble(DIGIT_COMMA.matcher(m.group(2)).replaceAll(""));
        if (m.group(3) != null) return new Token("%", Kind.PERCENT, value, m.start());
        String symbol = m.group(1) == null ? "" : m.group(1).strip();
        return new Token("#" + symbol, Kind.NUMBER, value * scale(text, m.end()), m.start());
    }

    /** The magnitude that follows a number: {@code 5bn}, {@code 5 million}. */
    private static double scale(String text, int end) {
        int at = end < text.length() && text.charAt(end) == ' ' ? end + 1 : end;
        if (starts(text, at, "trillion")) return 1e12;
        if (starts(text, at, "billion") || starts(text, at, "bn")) return 1e9;
        if (starts(text, at, "million") || starts(text, at, "mn") || starts(text, at, "mln") || lone(text, at, 'm'))
            return 1e6;
        if (starts(text, at, "thousand")) return 1e3;
        return 1;
    }

    private static boolean starts(String text, int at, String unit) {
        return text.regionMatches(true, at, unit, 0, unit.length());
    }

    boolean is(String other) {
        return text.equals(other);
    }

    private static boolean lone(String text, int at, char unit) {
        boolean here = at < text.length() && text.charAt(at) == unit;
        return here && (at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1)));
    }

    /** The sign of the currency written before a number, empty when there is none. */
    String symbol() {
        return kind == Kind.NUMBER ? text.substring(1) : "";
    }

    /** Money or a percentage rather than a bare number. */
    boolean isWeighty() {
        return kind == Kind.PERCENT || number >= 1e6 || !symbol().isEmpty();
    }

    boolean isYear() {
        return number >= 1900 && number <= 2100 && number == Math.rint(number) && symbol().isEmpty();
    }

    /** What a bare number beside this one would have to be multiplied by. */
    double scale() {
        return number >= 1e9 ? 1e9 : number >= 1e6 ? 1e6 : 1;
    }
}
