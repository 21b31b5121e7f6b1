package marketswarm.analysis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Texts that ship with the program: prompts and word lists. */
public final class Resource {

    private Resource() {}

    public static String text(String path) {
        try (InputStream in = Resource.class.getResourceAsStream(path)) {
            if (in == null) throw new IllegalStateException("analysis: " + path + " is not in the jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("analysis: cannot read " + path, e);
        }
    }

    /** Lines of {@code head: phrase, phrase, …} by their head, in file order; {@code #} starts a comment line. */
    public static Map<String, List<String>> lists(String path) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        text(path).lines().map(String::strip).filter(Resource::counts).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon < 1) throw new IllegalStateException("analysis: " + path + " has a line without a head");
            List<String> phrases = phrases(line.substring(colon + 1));
            lists.merge(
                    line.substring(0, colon).strip(),
                    phrases,
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        });
        return lists;
    }

    private static boolean counts(String line) {
        return !line.isEmpty() && line.charAt(0) != '#';
    }

    private static List<String> phrases(String list) {
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .filter(phrase -> !phrase.isEmpty())
                .toList();
    }
}
