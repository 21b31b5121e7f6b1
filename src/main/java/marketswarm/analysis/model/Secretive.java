package marketswarm.analysis.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells an answer that gives away what only our side of the conversation holds: one of its random words, plain or
 * disguised, or a line of the instructions.
 */
final class Secretive {

    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int TELLING_CHARS = 40;

    private final List<String> given;

    /**
     * @param instructions whose longer lines are not to be repeated
     * @param words random words of this conversation
     */
    Secretive(String instructions, String... words) {
        Stream<String> lines = instructions.lines().map(Secretive::bare).filter(line -> line.length() >= TELLING_CHARS);
        given = Stream.concat(lines, Stream.of(words).flatMap(Secretive::disguises))
                .toList();
    }

    boolean isTold(String answer) {
        String bare = bare(answer);
        return given.stream().anyMatch(bare::contains);
    }

    private static Stream<String> disguises(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        word,
                        new StringBuilder(word).reverse().toString(),
                        HexFormat.of().formatHex(bytes),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes))
                .map(Secretive::bare);
    }

    private static String bare(String text) {
        return NOT_LETTERS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
