package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/**
 * Replaces secrets by {@code ***} in any text: the values it knows, also URL-encoded, in base64 and escaped for JSON, and
 * whatever has the shape of a secret. Values below {@value #SHORTEST} characters are not known to it: they would eat
 * ordinary words.
 */
public final class Redactor {

    static final int SHORTEST = 6;

    private static final String HIDDEN = "***";

    private record Shape(Pattern pattern, String replacement) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(Pattern.compile("//[^/@\\s]*:[^/@\\s]*@"), "//" + HIDDEN + "@"),
            new Shape(Pattern.compile("\\bsk-[A-Za-z0-9_-]{8,}"), HIDDEN),
            new Shape(Pattern.compile("(?i)\\bbearer\\s+[A-Za-z0-9._~+/=-]+"), "Bearer " + HIDDEN),
            new Shape(Pattern.compile("(?i)\\b(api_?key|access_token|password|secret)=[^\\s&\"',;)]+"), "$1=" + HIDDEN),
            new Shape(
                    Pattern.compile("(?i)(\"[a-z_]*(?:api_?key|access_token|password|secret)\"\\s*:\\s*)\"[^\"]*\""),
                    "$1\"" + HIDDEN + "\""));

    private final List<String> forms;

    private Redactor(Set<String> secrets) {
        var all = new LinkedHashSet<String>();
        secrets.stream().filter(s -> s.length() >= SHORTEST).forEach(s -> all.addAll(forms(s)));
        // a form that contains another goes first
        this.forms = all.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Knows every text anywhere in a document's {@code secrets}. */
    static Redactor of(JsonNode secrets) {
        var texts = new LinkedHashSet<String>();
        collect(secrets, texts);
        return new Redactor(texts);
    }

    /** Knows these values, and the shapes. */
    public static Redactor of(Set<String> secrets) {
        return new Redactor(secrets);
    }

    /** The text without what it knows. */
    public String redact(String text) {
        String clean = text;
        for (String form : forms) clean = clean.replace(form, HIDDEN);
        return shapes(clean);
    }

    /** The text without anything that has the shape of a secret; needs no knowledge. */
    public static String shapes(String text) {
        String clean = text;
        for (Shape shape : SHAPES) clean = shape.pattern().matcher(clean).replaceAll(shape.replacement());
        return clean;
    }

    private static void collect(JsonNode value, Set<String> texts) {
        if (value.isContainerNode()) value.forEach(child -> collect(child, texts));
        else if (!value.isNull() && !value.isMissingNode()) texts.add(value.asText());
    }

    private static Set<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String quoted = Json.write(secret);
        return Set.copyOf(List.of(
                secret,
                url,
                url.replace("+", "%20"),
                quoted.substring(1, quoted.length() - 1),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }
}
