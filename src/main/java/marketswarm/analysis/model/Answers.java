package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import marketswarm.analysis.Article;
import marketswarm.analysis.Case;
import marketswarm.analysis.PlainText;
import marketswarm.domain.Analysis;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.Analysis.Sentiment;
import marketswarm.domain.Analysis.TickerView;

/** Turns an answer that fits the schema into an analysis, and keeps it within bounds: it is still a stranger's text. */
final class Answers {

    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9.:\\-]{1,12}");
    private static final Pattern NOT_A_TOPIC = Pattern.compile("[^a-z0-9&\\- ]");
    private static final Pattern MARKUP =
            Pattern.compile("</?\\p{L}[^<>]{0,200}>|!?\\[([^\\]]{0,200})]\\([^)]{0,500}\\)");
    private static final Pattern LINK =
            Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]{1,20}://|www\\.|javascript:|data:|mailto:)\\S+");
    private static final int SUMMARY_LIMIT = 1_200;
    private static final int LINE_LIMIT = 300;
    private static final int TOPIC_LIMIT = 32;
    private static final int MOST_BULLETS = 5;
    private static final int MOST_TICKERS = 12;
    private static final int MOST_TOPICS = 6;

    private final Case work;
    private final Article article;
    private final Tally tally;
    private final boolean suspected;

    Answers(Case work, Article article, Tally tally) {
        this.work = work;
        this.article = article;
        this.tally = tally;
        this.suspected = Suspicion.of(article);
    }

    Analysis read(JsonNode answer, Analysis.Provenance provenance) {
        if (suspected) tally.add(Tally.Guard.ARTICLES_SUSPECTED, 1);
        return new Analysis(
                work.item().uid(),
                line(answer.path("summary"), SUMMARY_LIMIT),
                lines(answer.path("bullets"), LINE_LIMIT).limit(MOST_BULLETS).toList(),
                sentiment(answer.path("sentiment"), suspected ? Suspicion.CONFIDENCE : 1),
                tickers(answer.path("tickers")),
                topics(answer.path("topics")),
                answer.path("event_type").asText(),
                answer.path("impact").asText(),
                work.context(),
                answer.path("abstained").asBoolean(),
                provenance);
    }

    /** A score on the wrong side of its label is worth nothing. */
    private static Sentiment sentiment(JsonNode node, double surest) {
        String label = node.path("label").asText();
        double score = clamp(node.path("score"), -1);
        double agreeing = switch (label) {
            case "bullish" -> Math.max(0, score);
            case "bearish" -> Math.min(0, score);
            default -> score;
        };
        return new Sentiment(label, agreeing, Math.min(surest, clamp(node.path("confidence"), 0)));
    }

    private List<TickerView> tickers(JsonNode node) {
        List<JsonNode> known =
                stream(node).filter(view -> isKnown(symbol(view))).toList();
        tally.add(Tally.Guard.TICKERS_DROPPED, node.size() - known.size());
        Map<String, TickerView> first = known.stream()
                .map(Answers::view)
                .collect(Collectors.toMap(TickerView::symbol, v -> v, (a, b) -> a, LinkedHashMap::new));
        return first.values().stream().limit(MOST_TICKERS).toList();
    }

    private static TickerView view(JsonNode node) {
        return new TickerView(
                symbol(node),
                node.path("sentiment").asText(),
                clamp(node.path("relevance"), 0),
                line(node.path("reason"), LINE_LIMIT));
    }

    private static String symbol(JsonNode view) {
        return view.path("symbol").asText();
    }

    /** A symbol that somebody other than the model has named; a suspected article has no say in it. */
    private boolean isKnown(String symbol) {
        return SYMBOL.matcher(symbol).matches()
                && (work.item().tickers().contains(symbol)
                        || work.context().stream().map(ContextPrice::symbol).anyMatch(symbol::equals)
                        || (!suspected && article.names(symbol)));
    }

    private static List<String> topics(JsonNode node) {
        return lines(node, TOPIC_LIMIT)
                .map(topic -> NOT_A_TOPIC
                        .matcher(topic.toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .strip())
                .filter(topic -> !topic.isEmpty())
                .distinct()
                .limit(MOST_TOPICS)
                .toList();
    }

    private static Stream<String> lines(JsonNode array, int limit) {
        return stream(array).map(node -> line(node, limit)).filter(line -> !line.isEmpty());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Plain words: no markup, nothing to click on. */
    private static String line(JsonNode node, int limit) {
        String text = PlainText.clean(node.asText(), 4 * limit);
        String words = LINK.matcher(MARKUP.matcher(text).replaceAll("$1")).replaceAll("");
        return PlainText.shorten(PlainText.clean(words, 4 * limit), limit);
    }

    private static double clamp(JsonNode number, double least) {
        double value = number.asDouble();
        return Double.isNaN(value) ? 0 : Math.max(least, Math.min(1, value));
    }
}
