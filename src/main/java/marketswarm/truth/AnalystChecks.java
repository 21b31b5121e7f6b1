package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.truth.CrossChecks.Part;

/** A model without a price, a prompt without an article, a key in the open. */
final class AnalystChecks {

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final List<String> NAMES =
            List.of("data", "title", "summary", "text", "source", "category", "published", "tickers", "market");
    private static final Pattern ARTICLE = Pattern.compile("\\{(?:data|text|summary)}");

    private AnalystChecks() {}

    static void check(Part part, Consumer<Problem> found) {
        JsonNode settings = part.settings();
        prompt(part.pointer() + "/prompt_template", settings.path("prompt_template"), found);
        if (!settings.path("engine").asText().equals("openai")) return;
        price(part.pointer() + "/prices", settings, found);
        Address.checkPlain(part.pointer() + "/base_url", settings.path("base_url"), found);
    }

    private static void price(String pointer, JsonNode settings, Consumer<Problem> found) {
        String model = settings.path("model").asText();
        JsonNode prices = settings.path("prices");
        if (!prices.isObject() || prices.has(model)) return;
        List<String> priced = new ArrayList<>();
        prices.fieldNames().forEachRemaining(priced::add);
        found.accept(Problem.warning(
                Problem.at(pointer, model),
                "missing, so limits.budget_usd_per_day cannot hold; accepted: what the model costs, like "
                        + "{ \"input_per_mtok\": 0.15, \"output_per_mtok\": 0.60 }" + Nearest.hint(model, priced)));
    }

    private static void prompt(String pointer, JsonNode template, Consumer<Problem> found) {
        if (!template.isTextual()) return;
        if (!ARTICLE.matcher(template.asText()).find()) {
            found.accept(Problem.warning(
                    pointer,
                    "names no article, which is put at its end; accepted: text with {data}, {text} or {summary}"));
        }
        Matcher names = NAME.matcher(template.asText());
        while (names.find()) {
            if (NAMES.contains(names.group(1))) continue;
            found.accept(Problem.error(
                    pointer,
                    "found {" + names.group(1) + "}, which nothing fills in; accepted: the names " + NAMES
                            + Nearest.hint(names.group(1), NAMES)));
        }
    }
}
