package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces secrets by {@code ***} in any text: the values it knows, in all the {@link SecretForms} in which they travel,
 * and whatever has the shape of a secret. A value below {@value #SHORTEST} characters is hidden where it stands as a word
 * of its own; one below {@value #SHORTEST_WORD} only by the shape of what is around it, for it would eat ordinary text.
 */
public final class Redactor {

    static final int SHORTEST = 6;

    private static final int SHORTEST_WORD = 3;
    private static final String HIDDEN = "***";

    private static final Pattern PASSWORD = Pattern.compile("//[^/@\\s:]*:([^/@\\s]+)@");

    private record Shape(Pattern pattern, String replacement) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(Pattern.compile("//[^/@\\s\"']+@"), "//" + HIDDEN + "@"),
            new Shape(Pattern.compile(SecretShapes.KEYS), HIDDEN),
            new Shape(Pattern.compile("(?i)\\bbearer\\s+[A-Za-z0-9._~+/=-]+"), "Bearer " + HIDDEN),
            new Shape(
                    Pattern.compile("(?i)\\b(authorization[\"']?\\s*[:=]\\s*[\"']?basic)\\s+[^\\s\"',]+"),
                    "$1 " + HIDDEN),
            new Shape(Pattern.compile("(?i)\\b(x-api-key|(?:set-)?cookie)(\\s*[:=]\\s*)[^\\s\"',;]+"), "$1$2" + HIDDEN),
            new Shape(Pattern.compile("(?i)\\b(api_?key|access_token|password|secret)=[^\\s&\"',;)]+"), "$1=" + HIDDEN),
            new Shape(
                    Pattern.compile("(?i)(\"[a-z_]*(?:api_?key|access_token|password|secret)\"\\s*:\\s*)\"[^\"]*\""),
                    "$1\"" + HIDDEN + "\""));

    private static final int MOST_REMEMBERED = 1_000;

    private final Set<String> secrets;
    private final List<String> forms;
    private final List<Pattern> words;

    private Redactor(Set<String> secrets) {
        this.secrets = secrets;
        var all = new LinkedHashSet<String>();
        secrets.stream().filter(s -> s.length() >= SHORTEST).forEach(s -> all.addAll(SecretForms.of(s)));
        // a form that contains another goes first
        this.forms = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.words = secrets.stream()
                .filter(s -> s.length() >= SHORTEST_WORD && s.length() < SHORTEST)
                .filter(s -> s.chars().anyMatch(Character::isLetterOrDigit))
                .map(s -> Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(s) + "(?![A-Za-z0-9_])"))
                .toList();
    }

    /** Knows every secret of a document, and the passwords in its addresses of Redis. */
    static Redactor of(JsonNode document) {
        var secrets = new LinkedHashSet<String>();
        collect(document.path("secrets"), secrets);
        passwords(document.path("buses"), secrets);
        passwords(document.path("core"), secrets);
        return new Redactor(secrets);
    }

    /** Knows these values, and the shapes. */
    public static Redactor of(Set<String> secrets) {
        return new Redactor(secrets);
    }

    /** Hides what an earlier one hid as well: a rotated secret may still be on its way through the system. */
    Redactor remembering(Redactor earlier) {
        var all = new LinkedHashSet<String>(secrets);
        earlier.secrets.stream().limit(MOST_REMEMBERED).forEach(all::add);
        return all.equals(secrets) ? this : new Redactor(all);
    }

    /** The text without what it knows. */
    public String redact(String text) {
        String clean = text;
        for (String form : forms) clean = clean.replace(form, HIDDEN);
        for (Pattern word : words) clean = word.matcher(clean).replaceAll(HIDDEN);
        return shapes(clean);
    }

    /** The text without anything that has the shape of a secret; needs no knowledge. */
    public static String shapes(String text) {
        String clean = text;
        for (Shape shape : SHAPES) clean = shape.pattern().matcher(clean).replaceAll(shape.replacement());
        return clean;
    }

    /** Every text anywhere in a part of a document. */
    static void collect(JsonNode value, Set<String> texts) {
        if (value.isContainerNode()) value.forEach(child -> collect(child, texts));
        else if (!value.isNull() && !value.isMissingNode()) texts.add(value.asText());
    }

    /** The passwords of the addresses in a part of a document, as written and decoded. */
    static void passwords(JsonNode addresses, Set<String> texts) {
        var all = new LinkedHashSet<String>();
        collect(addresses, all);
        for (String address : all) {
            PASSWORD.matcher(address).results().map(found -> found.group(1)).forEach(written -> {
                texts.add(written);
                texts.add(decoded(written));
            });
        }
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
