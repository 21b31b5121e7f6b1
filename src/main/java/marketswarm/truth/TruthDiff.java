package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** What differs between two truths, field by field, as written: without defaults, and never with a secret. */
public final class TruthDiff {

    private static final String CHANGED = "changed";
    private static final int LONGEST_VALUE = 120;

    /**
     * One difference.
     *
     * @param sign {@code +} is new, {@code -} is gone, {@code ~} is another
     * @param pointer JSON pointer
     * @param before JSON text; absent when new or secret
     * @param after JSON text; absent when gone or secret
     */
    public record Line(
            String sign,
            String pointer,
            @Nullable String before,
            @Nullable String after) {

        /** For people; {@code changed} stands for what must not be shown. */
        @Override
        public String toString() {
            String values = before == null && after == null
                    ? CHANGED
                    : before == null ? text(after) : after == null ? text(before) : text(before) + " -> " + text(after);
            return sign + " " + pointer + ": " + values;
        }

        private static String text(@Nullable String json) {
            String value = String.valueOf(json);
            return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
        }
    }

    private final Redactor before;
    private final Redactor after;
    private final List<Line> lines = new ArrayList<>();

    private TruthDiff(Redactor before, Redactor after) {
        this.before = before;
        this.after = after;
    }

    /** From one document to the other; secrets count, their values are not told. */
    public static List<Line> between(ObjectNode from, ObjectNode to) {
        var diff = new TruthDiff(Redactor.of(from), Redactor.of(to));
        diff.compare("", from, to);
        return List.copyOf(diff.lines);
    }

    /** From the loaded truth to a document. */
    public static List<Line> between(Truth loaded, ObjectNode to) {
        return between(loaded.written(), to);
    }

    private void compare(String pointer, @Nullable JsonNode old, @Nullable JsonNode now) {
        if (old == null && now == null || old != null && old.equals(now)) return;
        if (old instanceof ObjectNode from && now instanceof ObjectNode to) {
            names(from, to).forEach(name -> compare(pointer + "/" + escaped(name), from.get(name), to.get(name)));
        } else if (now instanceof ObjectNode to && old == null && isParent(pointer, to)) {
            names(to, to).forEach(name -> compare(pointer + "/" + escaped(name), null, to.get(name)));
        } else if (old instanceof ObjectNode from && now == null && isParent(pointer, from)) {
            names(from, from).forEach(name -> compare(pointer + "/" + escaped(name), from.get(name), null));
        } else {
            lines.add(line(pointer, old, now));
        }
    }

    /** An object that comes or goes is told whole, but a new scope of secrets name by name. */
    private static boolean isParent(String pointer, ObjectNode object) {
        return !object.isEmpty() && isSecret(pointer);
    }

    private Line line(String pointer, @Nullable JsonNode old, @Nullable JsonNode now) {
        String sign = old == null ? "+" : now == null ? "-" : "~";
        String from = old == null ? null : shown(old);
        String to = now == null ? null : shown(now);
        boolean alike = from != null && from.equals(to);
        return isSecret(pointer) || alike ? new Line(sign, pointer, null, null) : new Line(sign, pointer, from, to);
    }

    private String shown(JsonNode value) {
        return after.redact(before.redact(Json.write(value)));
    }

    private static boolean isSecret(String pointer) {
        return pointer.equals("/secrets") || pointer.startsWith("/secrets/");
    }

    private static Set<String> names(ObjectNode from, ObjectNode to) {
        Set<String> names = new LinkedHashSet<>();
        from.fieldNames().forEachRemaining(names::add);
        to.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
