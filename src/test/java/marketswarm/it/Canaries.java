package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Secrets that are searched for, in every spelling that something between here and there may have given them. */
final class Canaries {

    private final Map<String, List<String>> spellings = new LinkedHashMap<>();
    private final List<String> found = new ArrayList<>();

    /** A secret under a name that may be told; returns the secret. */
    String of(String name, String secret) {
        spellings.put(name, spellings(secret));
        return secret;
    }

    /** @param place where the text is from */
    void search(String place, String text) {
        spellings.forEach((name, forms) -> forms.stream()
                .filter(text::contains)
                .findFirst()
                .ifPresent(form -> found.add(name + " in " + place + ": …" + around(text, form) + "…")));
    }

    /** In nothing that was searched. */
    void wereNotFound() {
        assertThat(found).as("secrets where none may be").isEmpty();
    }

    private static String around(String text, String form) {
        int at = text.indexOf(form);
        return text.substring(Math.max(0, at - 150), Math.min(text.length(), at + form.length() + 50));
    }

    private static List<String> spellings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                new StringBuilder(secret).reverse().toString()));
        IntStream.range(0, 3).forEach(offset -> all.add(inBase64(bytes, offset)));
        return all;
    }

    /** What base64 makes of it within a longer text, without the characters that its neighbours have a part in. */
    private static String inBase64(byte[] bytes, int offset) {
        byte[] longer = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, longer, offset, bytes.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(longer);
        return encoded.substring(offset == 0 ? 0 : offset + 1, longer.length * 4 / 3 - 1);
    }
}
