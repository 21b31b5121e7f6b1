package marketswarm.feed.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words of headlines mean, out of {@code story-words.txt}: several spellings, one concept. */
final class StoryWords {

    private static final String COMPANY = "xticker";
    private static final int PHRASE_MAX = 4;
    private static final int STEM = 6;

    private final Map<String, Concept> concepts;

    enum Kind {
        ACT,
        THING,
        PLACE,
        PERIOD,
        NUMBER,
        WEAK,
        DROP,
        NEGATION,
        COMPANY,
        /** A word that the list does not have: mostly a name. */
        NAME
    }

    /**
     * One meaning.
     *
     * @param side of an act that has an opposite: {@code +} or {@code -}, or {@code =} for neither; else a space
     */
    record Concept(Kind kind, String name, char side) {

        String key() {
            return kind + " " + name;
        }

        /** Whether it tells one headline from another. */
        boolean says() {
            return kind == Kind.ACT
                    || kind == Kind.THING
                    || kind == Kind.NAME
                    || kind == Kind.PLACE
                    || kind == Kind.COMPANY;
        }
    }

    /** How a company stands in a text that {@link #meanings} reads. */
    static String company(String symbol) {
        return COMPANY + symbol.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private StoryWords(Map<String, Concept> concepts) {
        this.concepts = Map.copyOf(concepts);
    }

    static StoryWords builtIn() {
        try (InputStream in = StoryWords.class.getResourceAsStream("story-words.txt")) {
            if (in == null) throw new IllegalStateException("feed: story-words.txt is not on the class path");
            return of(
                    new BufferedReader(new InputStreamReader(in, UTF_8)).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("feed: story-words.txt cannot be read", e);
        }
    }

    static StoryWords of(List<String> lines) {
        Map<String, Concept> concepts = new HashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            String[] sides = line.split(":", 2);
            String[] head = sides[0].split(" ", 2);
            Concept concept = concept(Kind.valueOf(head[0].toUpperCase(Locale.ROOT)), head);
            for (String word : sides[1].strip().split(" ")) concepts.putIfAbsent(word.replace('-', ' '), concept);
        }
        return new StoryWords(concepts);
    }

    private static Concept concept(Kind kind, String[] head) {
        String name = head.length < 2 ? head[0] : head[1];
        char last = name.charAt(name.length() - 1);
        return "+-=".indexOf(last) < 0
                ? new Concept(kind, name, ' ')
                : new Concept(kind, name.substring(0, name.length() - 1), last);
    }

    /** The meanings of words in their order, the longest phrase first. Words that mean nothing are left out. */
    List<Concept> meanings(List<String> words) {
        List<Concept> meanings = new ArrayList<>();
        for (int at = 0; at < words.size(); ) {
            int length = Math.min(PHRASE_MAX, words.size() - at);
            @Nullable Concept found = null;
            for (; length > 0 && found == null; length--)
                found = concepts.get(String.join(" ", words.subList(at, at + length)));
            at += found == null ? 1 : length + 1;
            Concept meaning = found == null ? name(words.get(at - 1)) : found;
            if (meaning.kind() != Kind.DROP) meanings.add(meaning);
        }
        return meanings;
    }

    /** Endings are cut off, so that regulators and regulatory are one. */
    private static Concept name(String word) {
        if (word.startsWith(COMPANY)) return new Concept(Kind.COMPANY, word.substring(COMPANY.length()), ' ');
        String singular = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
                ? word.substring(0, word.length() - 1)
                : word;
        return new Concept(Kind.NAME, singular.substring(0, Math.min(STEM, singular.length())), ' ');
    }
}
