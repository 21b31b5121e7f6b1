package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the body of an error says, in whichever form its server has: an {@code error} object or text (OpenAI, llama.cpp,
 * Ollama), the same fields without it (vLLM, API gateways), or the {@code detail} of a Python framework.
 *
 * @param param the part of the request that is at fault, where the server names it
 * @param status a status that stands inside, 0 when there is none
 */
record Complaint(String code, String type, String param, String message, int status) {

    private static final Pattern NOT_A_NAME = Pattern.compile("[^A-Za-z0-9_.:-]");
    private static final int NAME_LIMIT = 60;

    /** @return empty when the body is an answer, or says nothing that can be read */
    static Optional<Complaint> in(JsonNode body) {
        JsonNode error = body.path("error");
        if (error.isTextual()) return Optional.of(new Complaint("", "", "", error.asText(), 0));
        if (error.isObject()) return Optional.of(of(error));
        if (body.has("detail")) return Optional.of(detailed(body.path("detail")));
        boolean bare = body.path("object").asText().equals("error") || (body.has("message") && !body.has("choices"));
        return bare ? Optional.of(of(body)) : Optional.empty();
    }

    static Complaint none() {
        return new Complaint("", "", "", "", 0);
    }

    private static Complaint of(JsonNode error) {
        JsonNode inner = error.has("statusCode") ? error.path("statusCode") : error.path("code");
        return new Complaint(
                name(error.path("code")),
                name(error.path("type")),
                name(error.path("param")),
                error.path("message").asText(""),
                inner.asInt());
    }

    /** {@code [{"loc": ["body", "response_format"], "msg": "Extra inputs are not permitted"}]}, or a text. */
    private static Complaint detailed(JsonNode detail) {
        if (detail.isTextual()) return new Complaint("", "", "", detail.asText(), 0);
        String message = StreamSupport.stream(detail.spliterator(), false)
                .map(one -> one.path("loc").path(1).asText() + ": "
                        + one.path("msg").asText())
                .collect(Collectors.joining("; "));
        JsonNode first = detail.path(0);
        return new Complaint(
                "", name(first.path("type")), name(first.path("loc").path(1)), message, 0);
    }

    private static String name(JsonNode node) {
        String text = NOT_A_NAME.matcher(node.asText("")).replaceAll("");
        return text.substring(0, Math.min(NAME_LIMIT, text.length())).toLowerCase(Locale.ROOT);
    }
}
