package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import marketswarm.truth.CrossChecks.Part;

/** Regular expressions that are none. */
final class LogChecks {

    private LogChecks() {}

    static void check(Part part, Consumer<Problem> found) {
        for (String name : List.of("pattern", "except")) {
            JsonNode pattern = part.settings().path("filter").path(name);
            if (pattern.isTextual()) expression(part.pointer() + "/filter/" + name, pattern.asText(), found);
        }
    }

    private static void expression(String pointer, String text, Consumer<Problem> found) {
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            found.accept(Problem.error(
                    pointer,
                    "found text that is no regular expression (" + e.getDescription() + " near character "
                            + Math.max(0, e.getIndex()) + "); accepted: a regular expression of Java"));
        }
    }
}
