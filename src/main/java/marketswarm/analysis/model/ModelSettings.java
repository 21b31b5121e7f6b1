package marketswarm.analysis.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import marketswarm.analysis.Article;
import marketswarm.analysis.Fingerprint;
import marketswarm.analysis.Spent;
import marketswarm.domain.NewsItem;
import marketswarm.truth.Settings;

/**
 * What truth says about the model.
 *
 * @param baseUrl of an OpenAI-compatible interface, for example {@code https://api.openai.com/v1}; a query stays at its end
 * @param promptTemplate see {@link Prompt} for what it may name
 * @param maxAnswerTokens length limit that the model is told
 * @param parameters sent along with every request, by the server's names
 * @param prices dollars per million tokens, by model
 */
public record ModelSettings(
        String baseUrl,
        String model,
        String promptTemplate,
        int maxAnswerTokens,
        Map<String, Object> parameters,
        Map<String, Settings.VexyAi.Price> prices) {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final int CHARS_PER_TOKEN = 4;
    private static final int INSTRUCTION_TOKENS = 700;
    private static final int ANSWER_TOKENS = 400;

    public ModelSettings {
        parameters = Map.copyOf(parameters);
        prices = Map.copyOf(prices);
    }

    public static ModelSettings of(Settings.VexyAi truth) {
        return new ModelSettings(
                truth.baseUrl(),
                truth.model(),
                truth.promptTemplate(),
                truth.maxAnswerTokens(),
                truth.parameters(),
                truth.prices());
    }

    /** The same with the model that costs less. */
    public static ModelSettings cheaper(Settings.VexyAi truth) {
        ModelSettings model = of(truth);
        String cheaper = truth.cheaperModel() == null ? model.model : truth.cheaperModel();
        return new ModelSettings(
                model.baseUrl, cheaper, model.promptTemplate, model.maxAnswerTokens, model.parameters, model.prices);
    }

    /** What one call about an item is likely to use. */
    Spent estimate(NewsItem item) {
        Article article = Article.of(item);
        long text = Math.min(article.title().length() + article.body().length(), Prompt.TEXT_LIMIT);
        return spent(INSTRUCTION_TOKENS + text / CHARS_PER_TOKEN, 0, Math.min(ANSWER_TOKENS, maxAnswerTokens));
    }

    /** True when truth knows what this model costs; otherwise every cost is zero and no budget can hold. */
    public boolean priced() {
        return prices.containsKey(model);
    }

    /** Where a chat completion is asked for. */
    String completions() {
        String[] pathAndQuery = baseUrl.split("\\?", 2);
        String path = pathAndQuery[0].replaceAll("/+$", "") + "/chat/completions";
        return pathAndQuery.length == 1 ? path : path + "?" + pathAndQuery[1];
    }

    /** One model on one server: what decides which forms of a request are understood. */
    record Endpoint(String baseUrl, String model) {}

    /** Its name among all workers. */
    String endpointName() {
        return Fingerprint.of(baseUrl + " " + model);
    }

    Endpoint endpoint() {
        return new Endpoint(baseUrl, model);
    }

    /** @param cached those of {@code tokensIn} that the server had in its cache */
    Spent spent(long tokensIn, long cached, long tokensOut) {
        Settings.VexyAi.Price price = prices.get(model);
        if (price == null) return new Spent(tokensIn, tokensOut, BigDecimal.ZERO);
        BigDecimal cost = price.inputPerMtok()
                .multiply(BigDecimal.valueOf(tokensIn - cached))
                .add(price.cached().multiply(BigDecimal.valueOf(cached)))
                .add(price.outputPerMtok().multiply(BigDecimal.valueOf(tokensOut)))
                .divide(MILLION, 9, RoundingMode.HALF_UP);
        return new Spent(tokensIn, tokensOut, plain(cost));
    }

    /** Without trailing zeros, and never in scientific notation. */
    private static BigDecimal plain(BigDecimal cost) {
        BigDecimal trimmed = cost.stripTrailingZeros();
        return trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed;
    }
}
