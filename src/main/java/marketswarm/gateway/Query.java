package marketswarm.gateway;

import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a request; what is not accepted is an {@link IllegalArgumentException} that says what is. */
record Query(RoutingContext call) {

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9._:/^+-]{1,40}");
    private static final Pattern STREAM_ID = Pattern.compile("\\d{1,18}-\\d{1,18}");
    private static final int MAX_SYMBOLS = 1_000;
    private static final int MAX_TEXT = 200;
    private static final int SHOWN = 60;

    int limit(int otherwise, int most) {
        Long limit = number("limit");
        if (limit == null) return otherwise;
        if (limit < 1 || limit > most) throw refused("limit", "" + limit, "1 to " + most);
        return limit.intValue();
    }

    Optional<String> text(String name) {
        Optional<String> text = call.queryParam(name).stream().findFirst().filter(it -> !it.isBlank());
        if (text.isPresent() && text.get().length() > MAX_TEXT)
            throw refused(name, "longer", "up to " + MAX_TEXT + " characters");
        return text;
    }

    /** A time as streams count it. */
    @Nullable
    Long ms(String name) {
        Long ms = number(name);
        if (ms != null && ms < 0) throw refused(name, "" + ms, "epoch milliseconds");
        return ms;
    }

    private @Nullable Long number(String name) {
        String text = text(name).orElse(null);
        if (text == null) return null;
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw refused(name, text, "a whole number");
        }
    }

    /** A place in a stream, as {@code id} stands in the answers. */
    Optional<String> id(String name) {
        Optional<String> id = text(name);
        if (id.isPresent() && !STREAM_ID.matcher(id.get()).matches())
            throw refused(name, id.get(), "the id of an earlier answer");
        return id;
    }

    /** The symbol in the path. */
    String symbol() {
        return symbol(call.pathParam("symbol"));
    }

    /** The symbols that are named; empty when none are. */
    List<String> symbols() {
        String named = call.queryParam("symbols").stream().findFirst().orElse("");
        List<String> symbols = Arrays.stream(named.split(","))
                .map(String::strip)
                .filter(symbol -> !symbol.isEmpty())
                .map(Query::symbol)
                .toList();
        if (symbols.size() > MAX_SYMBOLS) throw refused("symbols", symbols.size() + " long", "up to " + MAX_SYMBOLS);
        return symbols;
    }

    private static String symbol(String text) {
        if (!SYMBOL.matcher(text).matches()) throw refused("symbol", text, "letters, digits and . _ : / ^ + -");
        return text;
    }

    static IllegalArgumentException refused(String name, String given, String accepted) {
        return new IllegalArgumentException(name + " is " + shown(given) + "; accepted: " + accepted);
    }

    /** What was given, as far as a refusal repeats it. */
    static String shown(String given) {
        return given.length() <= SHOWN ? given : given.substring(0, SHOWN) + "…";
    }
}
