package marketswarm.truth;

import java.util.regex.Pattern;

/**
 * Something wrong or doubtful in a truth.
 *
 * @param pointer JSON pointer into the merged document, or the name of a file that could not be read
 * @param message what was found (a kind, never a secret's value) and what is accepted
 */
public record Problem(Severity severity, String pointer, String message) {

    /** What ends a line, moves a terminal's cursor or turns the direction of writing. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** An error keeps the truth from being loaded, a warning does not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    static Problem error(String pointer, String message) {
        return new Problem(Severity.ERROR, pointer, message);
    }

    static Problem warning(String pointer, String message) {
        return new Problem(Severity.WARNING, pointer, message);
    }

    /** The pointer of a field, its name escaped as RFC 6901 has it. */
    static String at(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** In one line, whatever the names and values of a truth hold. */
    @Override
    public String toString() {
        return UNSEEN.matcher(pointer + ": " + message)
                .replaceAll(unseen -> "\\\\u{%x}".formatted(unseen.group().codePointAt(0)));
    }
}
