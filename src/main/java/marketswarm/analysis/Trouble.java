package marketswarm.analysis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.redis.Json;

/**
 * An answer that is an error. The error's own code and type decide before the HTTP status does: a spent budget also comes
 * as 429, and some gateways answer 200 with an error inside.
 */
record Trouble(int status, String code, String type, String message, Transport.Answer answer) {

    private static final Set<String> MONEY = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "organization_usage_limit_exceeded",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded",
            "billing_hard_limit_reached",
            "billing_not_active");
    private static final Set<String> KEY = Set.of("invalid_api_key", "account_deactivated");
    private static final Set<String> RATE = Set.of("rate_limit_exceeded", "slow_down");

    private static final Pattern NOT_A_NAME = Pattern.compile("[^A-Za-z0-9_.:-]");
    private static final Pattern SECRET = Pattern.compile("(?i)\\b(?:sk|pk|key|bearer|token)[-_ ][^\\s\"',]+");
    private static final Pattern FORMAT = Pattern.compile(
            "response_format|json_schema|json_object|structured output|guided", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.{0,12}length|maximum context|too many tokens|prompt is too long", Pattern.CASE_INSENSITIVE);
    private static final int MESSAGE_LIMIT = 160;

    /** @return empty when the answer is not an error */
    static Optional<Trouble> in(Transport.Answer answer) {
        JsonNode error = body(answer).path("error");
        boolean ok = answer.status() == 200 && (error.isMissingNode() || error.isNull());
        if (ok) return Optional.empty();
        int inner = error.path("code").isInt() ? error.path("code").asInt() : 0; // gateways put the status there
        return Optional.of(new Trouble(
                answer.status() == 200 ? inner : answer.status(),
                name(error.path("code")),
                name(error.path("type")),
                error.isTextual() ? error.asText() : error.path("message").asText(""),
                answer));
    }

    /** The body as JSON; a missing node when it is something else, such as a proxy's page. */
    static JsonNode body(Transport.Answer answer) {
        try {
            return Json.MAPPER.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    /** True when the server does not know this way of asking for JSON. */
    boolean refusesFormat() {
        return (status == 400 || status == 422)
                && !tooLong()
                && FORMAT.matcher(message).find();
    }

    boolean tooLong() {
        return status == 413
                || code.equals("context_length_exceeded")
                || (status == 400 && TOO_LONG.matcher(message).find());
    }

    AnalysisFailed failure(Clock clock, Spent spent) {
        Kind kind = kind();
        return new AnalysisFailed(kind, text(kind), RetryAfter.of(answer.headers(), clock), spent, null);
    }

    private Kind kind() {
        if (MONEY.contains(code) || MONEY.contains(type) || status == 402) return Kind.MONEY;
        if (KEY.contains(code) || status == 401) return Kind.KEY;
        if (RATE.contains(code) || RATE.contains(type) || status == 429) return Kind.RATE;
        boolean passing = status == 0 || status == 408 || status == 409 || status == 425 || status >= 500;
        return passing ? Kind.PASSING : Kind.PERMANENT;
    }

    /** Says what is known without repeating what a server might echo: part of the key, or the article. */
    private String text(Kind kind) {
        String meaning = switch (kind) {
            case MONEY -> "credit or spending limit used up";
            case KEY -> "the key was not accepted";
            case RATE -> "too many requests";
            case PASSING -> "the server has trouble";
            case PERMANENT -> "the request was refused";
        };
        String names = (code + " " + type).strip();
        String said = kind == Kind.PERMANENT && !message.isBlank() ? ": " + redacted(message) : "";
        return "analysis: " + meaning + " (" + (answer.status() + " " + names).strip() + ")" + said;
    }

    private static String redacted(String message) {
        return PlainText.shorten(PlainText.clean(SECRET.matcher(message).replaceAll("***"), 1_000), MESSAGE_LIMIT);
    }

    private static String name(JsonNode node) {
        String text = NOT_A_NAME.matcher(node.asText("")).replaceAll("");
        return text.substring(0, Math.min(60, text.length())).toLowerCase(Locale.ROOT);
    }
}
