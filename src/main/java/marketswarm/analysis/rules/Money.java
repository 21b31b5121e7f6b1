package marketswarm.analysis.rules;

import java.util.Set;

/** The names of currencies as news write them before a figure. */
final class Money {

    private static final Set<String> CODES = Set.of(
            "eur", "usd", "sek", "nok", "dkk", "gbp", "chf", "jpy", "cad", "aud", "inr", "cny", "rub", "euro", "euros",
            "fim");

    private Money() {}

    static boolean isCode(String word) {
        return CODES.contains(word);
    }
}
