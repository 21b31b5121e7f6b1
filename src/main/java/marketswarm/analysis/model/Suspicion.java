package marketswarm.analysis.model;

import java.util.List;
import java.util.regex.Pattern;
import marketswarm.analysis.Article;

/**
 * Words that speak to a machine rather than to a reader. They prove nothing, and a model is told to ignore them; what a
 * model says of such an article is believed less.
 */
final class Suspicion {

    /** How sure an analysis of such an article may be at most. */
    static final double CONFIDENCE = 0.3;

    private static final List<Pattern> SIGNS = List.of(
            sign(
                    "\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,40}\\b(?:instructions?|prompts?|rules|guidelines|above|previous|prior)\\b"),
            sign("\\b(?:system|developer|hidden|initial)\\s+(?:prompt|message|instructions?)\\b"),
            sign(
                    "\\b(?:you are|act as|pretend to be|respond as|you're)\\b.{0,30}\\b(?:ai|assistant|language model|llm|chatbot|dan|gpt)\\b"),
            sign(
                    "\\b(?:repeat|reveal|print|output|show|leak|translate)\\b.{0,40}\\b(?:instructions?|prompt|everything above|text above|reference|secret|api key)\\b"),
            sign(
                    "\\b(?:set|rate|score|mark|label)\\b.{0,40}\\b(?:sentiment|score|confidence|bullish|bearish|impact)\\b.{0,20}(?:\\bto\\b|\\bas\\b|=|:)"),
            sign("\\b(?:new|updated|additional|important)\\s+instructions?\\s*:"),
            sign(
                    "(?:^|[\\s\"'>])(?:system|assistant|developer)\\s*:|<\\|?\\s*(?:im_start|im_end|system|assistant)|\\[\\s?/?INST\\s?]|###\\s*(?:instruction|system|response)"),
            sign("\\b(?:respond|reply|answer)\\s+(?:only\\s+)?(?:with|in)\\s+(?:json|the following|exactly|base64)\\b"),
            sign("\\{\\s*\"(?:summary|sentiment|tickers|role)\"\\s*:"),
            sign("\\bend of (?:the )?(?:article|document|data)\\b|\\bARTICLE\\s+[0-9a-f]{6,}\\s*>"));

    private Suspicion() {}

    static boolean of(Article article) {
        return SIGNS.stream()
                .anyMatch(sign -> sign.matcher(article.title()).find()
                        || sign.matcher(article.body()).find());
    }

    private static Pattern sign(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
