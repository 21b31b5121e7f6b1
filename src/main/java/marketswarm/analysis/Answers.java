package marketswarm.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import marketswarm.domain.Analysis;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.Analysis.Sentiment;
import marketswarm.domain.Analysis.TickerView;

/** Turns an answer that fits the schema into an analysis, and keeps it within bounds: it is still a stranger's text. */
final class Answers {

    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9.:\\-]{1,12}");
    private static final Pattern NOT_A_TOPIC = Pattern.compile("[^a-z0-9&\\- ]");
    private static final int SUMMARY_LIMIT = 1_200;
    private static final int LINE_LIMIT = 300;
    private static final int TOPIC_LIMIT = 32;
    private static final int MOST_BULLETS = 5;
    private static final int MOST_TICKERS = 12;
    private static final int MOST_TOPICS = 6;

    private Answers() {}

    static Analysis read(JsonNode answer, Case work, Article article, Analysis.Provenance provenance) {
        return new Analysis(
                work.item().uid(),
                line(answer.path("summary"), SUMMARY_LIMIT),
                lines(answer.path("bullets"), LINE_LIMIT).limit(MOST_BULLETS).toList(),
                sentiment(answer.path("sentiment")),
                tickers(answer.path("tickers"), known(work, article)),
                topics(answer.path("topics")),
                answer.path("event_type").asText(),
                answer.path("impact").asText(),
                work.context(),
                answer.path("abstained").asBoolean(),
                provenance);
    }

    /** A score on the wrong side of its label is worth nothing. */
    private static Sentiment sentiment(JsonNode node) {
        String label = node.path("label").asText();
        double score = clamp(node.path("score"), -1);
        double agreeing = switch (label) {
            case "bullish" -> Math.max(0, score);
            case "bearish" -> Math.min(0, score);
            default -> score;
        };
        return new Sentiment(label, agreeing, clamp(node.path("confidence"), 0));
    }

    private static List<TickerView> tickers(JsonNode node, Predicate<String> known) {
        Map<String, TickerView> first = stream(node)
                .filter(view -> known.test(view.path("symbol").asText()))
                .map(view -> new TickerView(
                        view.path("symbol").asText(),
                        view.path("sentiment").asText(),
                        clamp(view.path("relevance"), 0),
                        line(view.path("reason"), LINE_LIMIT)))
                .collect(Collectors.toMap(TickerView::symbol, v -> v, (a, b) -> a, LinkedHashMap::new));
        return first.values().stream().limit(MOST_TICKERS).toList();
    }

    /** Symbols that somebody other than the model has named. */
    private static Predicate<String> known(Case work, Article article) {
        return symbol -> SYMBOL.matcher(symbol).matches()
                && (work.item().tickers().contains(symbol)
                        || work.context().stream().map(ContextPrice::symbol).anyMatch(symbol::equals)
                        || article.names(symbol));
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

    private static String line(JsonNode node, int limit) {
        return PlainText.shorten(PlainText.clean(node.asText(), 4 * limit), limit);
    }

    private static double clamp(JsonNode number, double least) {
        double value = number.asDouble();
        return Double.isNaN(value) ? 0 : Math.max(least, Math.min(1, value));
    }
}
