package marketswarm.analysis.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import marketswarm.analysis.Resource;

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
        /** Begins a clause of its own: while, but; sign 1 when that clause is the point. */
        CLAUSE,
        /** Compared with, versus: joins a figure to an earlier one. */
        COMPARISON,
        /** Moves a movement: growth slowed, the decline accelerated. */
        TREND,
        /** Above, below: says where something stands, when a REFERENCE follows. */
        LEVEL,
        /** Last year's level, the forecast: what something is held against. */
        REFERENCE,
        /** Highest, lowest: of what stands beside it. */
        EXTREME,
        /** Won, signed: good when it is one of the prizes. */
        GET,
        /** Less than feared: turns its clause round. */
        SURPRISE,
        /** If, unless: says nothing yet. */
        CONDITION,
        /** Looks like another role and is not: sign up. */
        IDIOM
    }

    /**
     * @param sign 1 good or up, −1 bad or down
     * @param weight for a MOVE or CHANGE: how much it says when nobody knows what moved
     * @param importance for a METRIC: how much its movement says, 1 for most
     */
    record Entry(Role role, int sign, double weight, double importance) {}

    private final Phrases<Entry> phrases = new Phrases<>();
    private final Set<String> prizes = new HashSet<>();

    Lexicon() {
        Resource.lists("/analysis/tone.txt").forEach(this::add);
    }

    private void add(String head, List<String> listed) {
        String[] parts = head.split(" ", -1);
        if (parts[0].equals("PRIZE")) {
            prizes.addAll(listed);
            return;
        }
        int sign = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
        double weight = parts.length > 2 ? Double.parseDouble(parts[2]) : 1;
        double importance = parts.length > 3 ? Double.parseDouble(parts[3]) : 1;
        Entry entry = new Entry(Role.valueOf(parts[0]), sign, weight, importance);
        listed.forEach(phrase -> phrases.add(phrase, entry));
    }

    List<Phrases.Span<Entry>> in(List<Token> tokens) {
        return phrases.in(tokens);
    }

    /** Single words for what is worth having: contract, order, approval. */
    Set<String> prizes() {
        return prizes;
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
