package marketswarm.demo.simulator;

import org.jspecify.annotations.Nullable;

/** A print that becomes JSON once, and only when somebody wants it. */
final class Encoded {

    private final Print print;
    private @Nullable String json;

    Encoded(Print print) {
        this.print = print;
    }

    String json() {
        if (json == null) json = SocketJson.of(print);
        return json;
    }
}
