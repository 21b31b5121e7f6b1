package marketswarm.feed.story;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marketswarm.feed.story.StoryWords.Concept;
import marketswarm.feed.story.StoryWords.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What a headline tells, as far as it matters for whether another tells the same: what happens, to whom, how much. Words
 * are weighed by how much they say; some differences exclude each other whatever else is shared.
 *
 * @param weights of the concepts, by name; not of companies and figures
 * @param acts the side that each act of the main clause with an opposite is on, by name
 * @param companies symbols of the companies that are named
 * @param told companies and the concepts that say something, in their order
 * @param square of the weights' length
 * @param rubric whether it says too little to be a story
 */
record Headline(
        Map<String, Double> weights,
        Map<String, Character> acts,
        Set<String> companies,
        Set<String> places,
        Set<String> periods,
        List<Figure> figures,
        boolean negated,
        List<String> told,
        double square,
        boolean rubric) {

    /** Fewer concepts are a rubric ("Market wrap") and no story. */
    private static final double WEIGHT_MIN = 1.5;
    /** For each pair of names of which either headline has one to itself. */
    private static final double OTHER_NAME = 0.06;

    private static final double SAME_COMPANY = 0.12;
    private static final double SAME_FIGURE = 0.2;
    private static final Map<Kind, Double> WEIGHTS =
            Map.of(Kind.NAME, 1.2, Kind.ACT, 1.0, Kind.THING, 0.9, Kind.PLACE, 0.8, Kind.PERIOD, 0.4, Kind.WEAK, 0.2);

    private static final Pattern LABEL = Pattern.compile(
            "^(?:(?i:update|wrapup|wrap-up|refile|correction)\\s?\\d?\\s?[-:–—]\\s*"
                    + "|(?i:breaking|exclusive|live|just in|watch|video|analysis|factbox|explainer)(?: news)?\\s?[-:–—|]\\s*)+");
    private static final Pattern SOURCE = Pattern.compile("\\s+[-–—|]\\s+[A-Z][\\w.&' ]{1,28}$|\\s+\\|\\s+.{2,40}$");
    /** Where a headline stops telling what happens and begins to tell why. */
    private static final Pattern ASIDE =
            Pattern.compile(",\\s|;|:\\s|\\s(?:as|after|amid|despite|while|following|because of|on)\\s");

    private static final Pattern POSSESSIVE = Pattern.compile("'s\\b");
    private static final Pattern QUARTER_POINT = Pattern.compile("\\b(?:a )?quarter[- ](?:percentage )?point\\b");
    private static final Pattern HALF_POINT = Pattern.compile("\\bhalf[- ](?:a )?(?:percentage )?point\\b");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern FIGURES =
            Pattern.compile("(?<![\\w.,])" + Figure.FIGURE.pattern() + "(?![\\w])", Pattern.CASE_INSENSITIVE);

    /** @param tickers finds the companies, whose names are no words of the story but names of its subject */
    static Headline of(String title, Tickers tickers, StoryWords dictionary) {
        String bare = SOURCE.matcher(LABEL.matcher(title).replaceFirst("")).replaceFirst("");
        StringBuilder text = new StringBuilder(bare);
        List<Tickers.Mention> mentions = tickers.mentions(bare);
        for (int i = mentions.size() - 1; i >= 0; i--) name(text, mentions.get(i));
        String plain = plain(text.toString());
        List<Figure> figures = new ArrayList<>();
        for (Matcher figure = FIGURES.matcher(plain); figure.find(); ) figures.add(Figure.of(figure));
        String main = ASIDE.split(plain.strip(), 2)[0];
        return of(dictionary.meanings(words(plain)), dictionary.meanings(words(main)), figures);
    }

    /** Puts a word of its own in the place of a company's name. */
    private static void name(StringBuilder text, Tickers.Mention mention) {
        int end = Math.min(mention.end(), text.length());
        if (mention.start() < end) text.replace(mention.start(), end, " " + StoryWords.company(mention.symbol()) + " ");
    }

    private static String plain(String text) {
        String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .replace('’', '\'')
                .toLowerCase(Locale.ROOT);
        String singular = POSSESSIVE.matcher(bare).replaceAll("");
        return HALF_POINT
                .matcher(QUARTER_POINT.matcher(singular).replaceAll("25 basis points"))
                .replaceAll("50 basis points");
    }

    private static List<String> words(String plain) {
        return Arrays.stream(NOT_WORDS.split(FIGURES.matcher(plain).replaceAll(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Headline of(List<Concept> concepts, List<Concept> main, List<Figure> figures) {
        Map<String, Double> weights = new HashMap<>();
        Map<String, Character> acts = new HashMap<>();
        main.stream()
                .filter(concept -> concept.side() != ' ')
                .forEach(act -> acts.merge(act.name(), act.side(), (a, b) -> a.equals(b) ? a : '?'));
        for (Concept concept : concepts) {
            if (concept.kind() == Kind.NUMBER) figures.add(new Figure(Double.parseDouble(concept.name()), ""));
            if (WEIGHTS.containsKey(concept.kind())) weights.put(concept.key(), WEIGHTS.get(concept.kind()));
        }
        Set<String> companies = names(concepts, Kind.COMPANY);
        return new Headline(
                weights,
                acts,
                companies,
                names(concepts, Kind.PLACE),
                names(concepts, Kind.PERIOD),
                figures,
                main.stream().anyMatch(concept -> concept.kind() == Kind.NEGATION),
                concepts.stream().filter(Concept::says).map(Concept::key).toList(),
                weights.values().stream().mapToDouble(w -> w * w).sum(),
                weights.values().stream().mapToDouble(w -> w).sum() + companies.size() < WEIGHT_MIN);
    }

    private static Set<String> names(List<Concept> concepts, Kind kind) {
        return concepts.stream()
                .filter(concept -> concept.kind() == kind)
                .map(Concept::name)
                .collect(Collectors.toSet());
    }

    /**
     * 0 for different stories; the nearer to 1, the more they tell the same. It is asked hundreds of times for every item,
     * so what is cheap comes first.
     *
     * @param least what is not more alike counts as different
     */
    double alike(Headline other, double least) {
        if (rubric || other.rubric || negated != other.negated) return 0;
        double shared = shared(other);
        double cosine = shared == 0 ? 0 : shared / Math.sqrt(square * other.square);
        double alike = cosine + bonus(other);
        if (alike <= least) return 0;
        alike = Math.min(1, alike - OTHER_NAME * strangers(other));
        return alike <= least || excludes(other) ? 0 : alike;
    }

    private double shared(Headline other) {
        double shared = 0;
        for (var one : weights.entrySet())
            if (other.weights.containsKey(one.getKey())) shared += one.getValue() * one.getValue();
        return shared;
    }

    /** The concepts by which a headline that tells the same is found. */
    Set<String> features() {
        return new HashSet<>(told);
    }

    private double bonus(Headline other) {
        boolean company = !Collections.disjoint(companies, other.companies);
        boolean figure = !figures.isEmpty()
                && !other.figures.isEmpty()
                && figures.stream()
                        .anyMatch(mine ->
                                mine.isTelling() && other.figures.stream().anyMatch(mine::agrees));
        return (company ? SAME_COMPANY : 0) + (figure && (company || sameSubject(other)) ? SAME_FIGURE : 0);
    }

    // costs that surge 4.4% and oil that jumps 4.4% have done the same, but it is not the same that has done it
    private boolean sameSubject(Headline other) {
        return weights.keySet().stream()
                .anyMatch(key -> !key.startsWith(Kind.ACT.name())
                        && !key.startsWith(Kind.WEAK.name())
                        && other.weights.containsKey(key));
    }

    private int strangers(Headline other) {
        return Math.min(namesBeside(other), other.namesBeside(this));
    }

    private int namesBeside(Headline other) {
        int beside = 0;
        for (String key : weights.keySet())
            if (key.startsWith(Kind.NAME.name()) && !other.weights.containsKey(key)) beside++;
        return beside;
    }

    private boolean excludes(Headline other) {
        return eachHasOthers(companies, other.companies)
                || eachHasOthers(places, other.places)
                || eachHasOthers(periods, other.periods)
                || acts.entrySet().stream().anyMatch(act -> opposite(act.getValue(), other.acts.get(act.getKey())))
                || figuresDiffer(other)
                || Wording.isOnePattern(told, other.told);
    }

    private static boolean opposite(char side, @Nullable Character other) {
        return other != null && side != '?' && other != '?' && side != other;
    }

    /** Of the figures that count the same, at least one must agree. */
    private boolean figuresDiffer(Headline other) {
        return figures.stream().map(Figure::unit).distinct().anyMatch(unit -> {
            List<Figure> mine = of(unit, figures);
            List<Figure> theirs = of(unit, other.figures);
            return !theirs.isEmpty()
                    && mine.stream().noneMatch(figure -> theirs.stream().anyMatch(figure::agrees));
        });
    }

    private static List<Figure> of(String unit, List<Figure> figures) {
        return figures.stream().filter(figure -> figure.unit().equals(unit)).toList();
    }

    private static boolean eachHasOthers(Set<String> one, Set<String> other) {
        return !one.containsAll(other) && !other.containsAll(one);
    }
}
