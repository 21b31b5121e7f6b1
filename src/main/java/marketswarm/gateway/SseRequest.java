package marketswarm.gateway;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What a request for the stream asks for.
 *
 * @param beatMs at least so long between two ticks of a symbol; 0: as they come
 * @param cursor what the browser had last; absent on a first visit
 */
record SseRequest(Topics topics, long beatMs, @Nullable String cursor) {

    private static final double MAX_HZ = 1_000;
    private static final double MIN_HZ = 0.1;
    private static final double SECOND_MS = 1_000;

    /** @throws IllegalArgumentException that says what is accepted */
    static SseRequest of(RoutingContext call) {
        Topics topics = Topics.parse(String.join(",", call.queryParam("topics")));
        return new SseRequest(topics, beatMs(first(call, "max_hz")), cursor(call));
    }

    /** The header is the browser's own and newer than what stands in the address. */
    private static @Nullable String cursor(RoutingContext call) {
        String header = call.request().getHeader("Last-Event-ID");
        String cursor = header == null || header.isBlank() ? first(call, "last_event_id") : header;
        return Openings.NOTHING_YET.equals(cursor) ? null : cursor;
    }

    private static @Nullable String first(RoutingContext call, String parameter) {
        return call.queryParam(parameter).stream().findFirst().orElse(null);
    }

    private static long beatMs(@Nullable String maxHz) {
        if (maxHz == null) return 0;
        double hz = number(maxHz);
        if (!(hz >= MIN_HZ && hz <= MAX_HZ)) throw Query.refused("max_hz", maxHz, MIN_HZ + " to " + MAX_HZ);
        return Math.max(1, Math.round(SECOND_MS / hz));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
