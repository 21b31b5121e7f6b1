package marketswarm.analysis;

import java.util.List;
import java.util.stream.Stream;

/** The finance vocabulary of the rules: what each word does to the tone of its clause. */
final class Lexicon {

    /** What a word does. */
    enum Role {
        /** Good or bad by itself: beats, bankruptcy. */
        WORD,
        /** Something measured; its sign says whether more of it is good (profit) or bad (costs), 0 if neither. */
        METRIC,
        /** Moves what stands before it: profit rose. */
        MOVE,
        /** Moves what stands after it: raises guidance, higher costs. */
        CHANGE,
        NEGATION,
        /** Takes back the bad word after it: avoids default. */
        RELIEF,
        /** Might, could: half said. */
        MODAL,
        /** Despite, although: what follows is not the point. */
        CONCESSION,
        /** Begins a clause of its own: while, but. */
        CLAUSE,
        /** Compared with, versus: joins a figure to an earlier one. */
        COMPARISON,
        /** Looks like another role and is not: sign up. */
        IDIOM
    }

    /**
     * @param sign 1 good or up, −1 bad or down
     * @param weight for a MOVE or CHANGE: how much it says when nobody knows what moved
     */
    record Entry(Role role, int sign, double weight) {}

    private final Phrases<Entry> phrases = new Phrases<>();

    Lexicon() {
        Resource.lists("/analysis/tone.txt").forEach(this::add);
    }

    private void add(String head, List<String> listed) {
        String[] parts = head.split(" ", -1);
        int sign = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        double weight = parts.length > 2 ? Double.parseDouble(parts[2]) : 1;
        Entry entry = new Entry(Role.valueOf(parts[0]), sign, weight);
        listed.forEach(phrase -> phrases.add(phrase, entry));
    }

    List<Phrases.Span<Entry>> in(List<Token> tokens) {
        return phrases.in(tokens);
    }

    /** The text behind the rules, for the hash that tells one state of them from another. */
    static String source() {
        return String.join(
                "",
                Stream.of("tone", "topics", "events", "sentences", "companies")
                        .map(name -> Resource.text("/analysis/" + name + ".txt"))
                        .toList());
    }
}
