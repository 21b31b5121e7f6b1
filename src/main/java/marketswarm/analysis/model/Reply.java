package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The part of a chat completion that matters here.
 *
 * @param content null when the model said nothing
 * @param refusal null when it did not refuse
 * @param tokensIn −1 when the server does not count
 * @param tokensCached those of them that the server had in its cache
 */
record Reply(
        boolean chosen,
        @Nullable String content,
        @Nullable String refusal,
        String finishReason,
        long tokensIn,
        long tokensCached,
        long tokensOut) {

    static Reply of(JsonNode body) {
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        JsonNode usage = body.path("usage");
        return new Reply(
                choice.isObject(),
                text(message.path("content")),
                text(message.path("refusal")),
                choice.path("finish_reason").asText(""),
                Math.max(-1, usage.path("prompt_tokens").asLong(-1)),
                Math.max(
                        0,
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asLong(0)),
                Math.max(-1, usage.path("completion_tokens").asLong(-1)));
    }

    /** A text, or the texts of an answer in parts; what a model thought before it spoke is not part of it. */
    private static @Nullable String text(JsonNode node) {
        String text = node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining())
                : node.isTextual() ? node.asText() : "";
        return text.isBlank() ? null : text;
    }
}
