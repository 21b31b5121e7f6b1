package marketswarm.analysis.rules;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Article;
import marketswarm.analysis.Case;
import marketswarm.analysis.Edition;
import marketswarm.analysis.Fingerprint;
import marketswarm.analysis.Resource;
import marketswarm.domain.Analysis;
import marketswarm.domain.Analysis.Sentiment;
import marketswarm.domain.Analysis.TickerView;
import marketswarm.domain.NewsItem;

/**
 * Extracts and judges by rules of our own, with no model, no key and no network, and says so in the provenance. Reads
 * English; abstains on anything else and on texts too thin to judge.
 */
public final class OfflineAnalyst implements Analyst {

    /** The name of the rule set; raised when the same text may come out differently. */
    public static final String MODEL = "marketswarm-rules-1";

    private static final int MOST_SENTENCES = 60;
    private static final int FEWEST_WORDS = 5;

    private final Clock clock;
    private final Sentences sentences = new Sentences();
    private final Set<String> stopWords =
            Set.copyOf(Resource.lists("/analysis/sentences.txt").getOrDefault("stop words", List.of()));
    private final English english = new English(stopWords);
    private final Subjects subjects = new Subjects();
    private final Mentions.KnownNames known = Mentions.KnownNames.load();
    private final Clause.Reader reader;
    private final String rulesHash = Fingerprint.of(MODEL, Lexicon.source());

    public OfflineAnalyst(Clock clock) {
        this.clock = clock;
        Lexicon lexicon = new Lexicon();
        this.reader = new Clause.Reader(lexicon, new Tone(lexicon));
    }

    @Override
    public Edition edition(NewsItem item) {
        return new Edition(Article.of(item).fingerprint(), MODEL, rulesHash);
    }

    @Override
    public Analysis analyze(Case work) {
        long started = clock.millis();
        Article article = Article.of(work.item());
        List<String> body = sentences.in(article.body(), MOST_SENTENCES).stream()
                .filter(sentence -> !sentence.equalsIgnoreCase(article.title()))
                .toList();
        Summary summary = new Summary(article.title(), body, stopWords);
        List<String> all =
                Stream.concat(Stream.of(article.title()), body.stream()).toList();
        return readable(work.item(), all)
                ? judged(work, article, all, summary, started)
                : abstained(work, article, summary, started);
    }

    private Analysis judged(Case work, Article article, List<String> all, Summary summary, long started) {
        List<Clause> clauses = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) clauses.addAll(reader.read(i, all.get(i)));
        Sentiment tone = Verdict.of(Subjects.tone(clauses));
        Subjects.Event event = subjects.event(clauses);
        Mentions mentions = new Mentions(work.item().tickers(), String.join(" ", all), known);
        return new Analysis(
                work.item().uid(),
                summary.text(),
                summary.bullets(i -> carriesFacts(clauses, i + 1)),
                tone,
                new TickerViews(all, clauses, mentions).of(work.item().tickers()),
                subjects.topics(clauses),
                event.type(),
                Impact.of(event, tone, clauses, work.context()),
                work.context(),
                false,
                provenance(work, article, started));
    }

    private Analysis abstained(Case work, Article article, Summary summary, long started) {
        List<TickerView> tickers = work.item().tickers().stream()
                .distinct()
                .map(symbol -> new TickerView(symbol, "neutral", 0.2, ""))
                .toList();
        return new Analysis(
                work.item().uid(),
                summary.text(),
                List.of(),
                Verdict.UNKNOWN,
                tickers,
                List.of(),
                Subjects.Event.OTHER.type(),
                "none",
                work.context(),
                true,
                provenance(work, article, started));
    }

    private static boolean carriesFacts(List<Clause> clauses, int sentence) {
        return clauses.stream()
                .filter(c -> c.sentence() == sentence)
                .anyMatch(c -> c.tone().evidence() > 0 || c.tokens().stream().anyMatch(t -> !Double.isNaN(t.number())));
    }

    /** Enough words, and English ones. */
    private boolean readable(NewsItem item, List<String> all) {
        String language = item.language();
        if (language != null && !language.isBlank())
            return language.toLowerCase(Locale.ROOT).startsWith("en")
                    && words(all).size() >= FEWEST_WORDS;
        List<String> words = words(all);
        return words.size() >= FEWEST_WORDS && english.speaks(words);
    }

    private static List<String> words(List<String> all) {
        return all.stream()
                .flatMap(sentence -> Token.in(sentence).stream())
                .filter(token -> token.kind() == Token.Kind.WORD)
                .map(Token::text)
                .toList();
    }

    private Analysis.Provenance provenance(Case work, Article article, long started) {
        long now = clock.millis();
        return new Analysis.Provenance(
                "offline-rules",
                MODEL,
                rulesHash,
                work.truthVersion(),
                article.fingerprint(),
                work.attempt(),
                now - started,
                0,
                0,
                BigDecimal.ZERO,
                now);
    }
}
