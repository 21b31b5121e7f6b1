package marketswarm.truth;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/**
 * The spellings in which a secret can come back: as it is, line by line, URL-encoded, escaped for JSON or XML, in
 * hexadecimal digits, and in base64, also as a part of something longer that was encoded.
 */
final class SecretForms {

    /** What RFC 3986 lets stand, and what many leave as it is in a path or a query. */
    private static final String UNRESERVED = "-._~";

    private static final String OFTEN_LEFT = UNRESERVED + "!$&'()*+,;=:@/?";
    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
    /** Shorter pieces of base64 are met in ordinary text. */
    private static final int SHORTEST_PIECE = 8;

    private SecretForms() {}

    static Set<String> of(String secret) {
        var forms = new LinkedHashSet<String>();
        spellings(secret, forms);
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= Redactor.SHORTEST)
                .forEach(line -> {
                    if (!line.startsWith("-----")) spellings(line, forms);
                });
        forms.removeIf(form -> form.length() < Redactor.SHORTEST);
        return forms;
    }

    private static void spellings(String secret, Set<String> forms) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(secret.strip());
        urls(secret, bytes, forms);
        String json = quoted(secret);
        forms.add(json);
        forms.add(json.replace("/", "\\/"));
        forms.add(quoted(json)); // JSON inside of JSON, as Jolokia has it
        forms.add(escaped(json, "<>&='"));
        forms.add(escaped(json, ""));
        String xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        forms.add(xml);
        forms.add(xml.replace("\"", "&quot;"));
        forms.add(xml.replace("\"", "&quot;").replace("'", "&apos;"));
        forms.add(xml.replace("\"", "&quot;").replace("'", "&#39;"));
        String hex = HexFormat.of().formatHex(bytes);
        forms.add(hex);
        forms.add(hex.toUpperCase(Locale.ROOT));
        for (int before = 0; before < 3; before++) base64(bytes, before, forms);
    }

    private static void urls(String secret, byte[] bytes, Set<String> forms) {
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String url :
                new String[] {form, form.replace("+", "%20"), percent(bytes, UNRESERVED), percent(bytes, OFTEN_LEFT)}) {
            forms.add(url);
            forms.add(PERCENT.matcher(url).replaceAll(code -> code.group().toLowerCase(Locale.ROOT)));
        }
    }

    private static String percent(byte[] bytes, String left) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            boolean stays = c < 128 && (Character.isLetterOrDigit(c) || left.indexOf(c) >= 0);
            if (stays) text.append(c);
            else text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        String json = Json.write(text);
        return json.substring(1, json.length() - 1);
    }

    /** What is no ASCII, and these characters, by their number. */
    private static String escaped(String json, String too) {
        var escaped = new StringBuilder();
        json.chars().forEach(c -> {
            if (c < 128 && too.indexOf(c) < 0) escaped.append((char) c);
            else escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c));
        });
        return escaped.toString();
    }

    /** What stays the same of the secret's base64 when so many bytes stand before it and any behind it. */
    private static void base64(byte[] secret, int before, Set<String> forms) {
        var padded = new ByteArrayOutputStream();
        padded.write(new byte[before], 0, before);
        padded.write(secret, 0, secret.length);
        int from = (before * 8 + 5) / 6;
        int to = padded.size() * 8 / 6;
        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String all = encoder.withoutPadding().encodeToString(padded.toByteArray());
            if (before == 0) forms.add(all);
            if (to - from >= SHORTEST_PIECE) forms.add(all.substring(from, to));
        }
    }
}
