package marketswarm.gateway;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event as it goes over the wire, after the WHATWG HTML standard, "Server-sent events".
 *
 * @param id the cursor after this event; absent leaves the browser's as it is
 * @param data may have several lines
 */
record SseEvent(@Nullable String id, String name, String data) {

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern BREAKS_LINE = Pattern.compile("[\r\n\0]");

    /** @throws IllegalArgumentException when id or name would break out of its line */
    SseEvent {
        if (BREAKS_LINE.matcher(name).find()
                || (id != null && BREAKS_LINE.matcher(id).find())) {
            throw new IllegalArgumentException("gateway: a line end in an event's id or name");
        }
    }

    SseEvent withId(@Nullable String cursor) {
        return new SseEvent(cursor, name, data);
    }

    byte[] encode() {
        StringBuilder text = new StringBuilder(data.length() + 96);
        if (id != null) text.append("id: ").append(id).append('\n');
        text.append("event: ").append(name).append('\n');
        for (String line : LINE_END.split(data, -1))
            text.append("data: ").append(line).append('\n');
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How long a browser shall wait before it comes back. */
    static byte[] retry(long ms) {
        return ("retry: " + ms + "\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Something that proxies see and browsers ignore. */
    static byte[] comment(String text) {
        return (": " + BREAKS_LINE.matcher(text).replaceAll(" ") + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
