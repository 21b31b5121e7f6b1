package marketswarm.market;

import java.util.regex.Pattern;

/** The two spellings of a symbol: the REST one, which this system uses everywhere, and the socket's. */
public final class Symbols {

    /** What may become part of a key's name: dots, colons and the like, but no slash, blank or control character. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9.:_^+=$#*@!-]{1,64}");

    private static final Pattern SEPARATOR = Pattern.compile("[-/]");
    private static final int CURRENCY = 3;

    private Symbols() {}

    /** {@code stocks} of {@code stocks}, {@code futures} of {@code futures/cme}. */
    public static String market(String cluster) {
        int slash = cluster.indexOf('/');
        return slash < 0 ? cluster : cluster.substring(0, slash);
    }

    /** The REST spelling of what the socket says: {@code X:BTCUSD} of {@code BTC-USD}; empty when it is no symbol. */
    public static String rest(String market, String text) {
        String symbol = isPair(text) ? text.substring(0, 2) + joined(text.substring(2)) : text;
        if (symbol.indexOf(':') < 0 && market.equals("crypto")) symbol = "X:" + joined(text);
        if (symbol.indexOf(':') < 0 && market.equals("forex")) symbol = "C:" + joined(text);
        return SAFE.matcher(symbol).matches() ? symbol : "";
    }

    /** Whether a symbol in REST spelling may be of that market; stocks and futures are spelled alike. */
    public static boolean belongs(String symbol, String market) {
        return prefix(symbol).equals(prefixOf(market));
    }

    /** {@code X:}, {@code C:}, {@code I:}, {@code O:}, or nothing. */
    public static String prefix(String symbol) {
        return symbol.length() > 1 && symbol.charAt(1) == ':' ? symbol.substring(0, 2) : "";
    }

    public static String prefixOf(String market) {
        return switch (market) {
            case "crypto" -> "X:";
            case "forex" -> "C:";
            case "indices" -> "I:";
            case "options" -> "O:";
            default -> "";
        };
    }

    /** What the socket wants to hear on a channel for a REST symbol: {@code BTC-USD}, {@code EUR/USD}, {@code AAPL}. */
    public static String socket(String channel, String symbol) {
        if (!isPair(symbol)) return symbol;
        String pair = joined(symbol.substring(2));
        boolean crypto = symbol.startsWith("X:");
        // The business and launchpad channels keep the REST spelling, crypto with a hyphen.
        if (channel.equals("FMV") || channel.equals("LV") || channel.equals("AM")) {
            return crypto ? "X:" + split(pair, '-') : "C:" + pair;
        }
        return split(pair, crypto ? '-' : '/');
    }

    private static boolean isPair(String symbol) {
        return symbol.startsWith("X:") || symbol.startsWith("C:");
    }

    private static String joined(String pair) {
        return SEPARATOR.matcher(pair).replaceAll("");
    }

    private static String split(String pair, char separator) {
        int at = pair.length() - CURRENCY;
        return at <= 0 ? pair : pair.substring(0, at) + separator + pair.substring(at);
    }
}
