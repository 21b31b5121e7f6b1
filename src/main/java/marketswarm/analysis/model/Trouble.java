package marketswarm.analysis.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.analysis.Article;
import marketswarm.analysis.PlainText;
import marketswarm.analysis.Spent;
import marketswarm.redis.Json;

/**
 * An answer that is an error. The error's own code and type decide before the HTTP status does: a spent budget also comes
 * as 429, and some gateways answer 200 with an error inside. A page is never a model's answer, whatever its status: a
 * proxy, a network that wants a login first, or another address.
 */
record Trouble(int status, Complaint said, Transport.Answer answer) {

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
    private static final Set<String> SETUP = Set.of("model_not_found", "deploymentnotfound", "unknown_model");
    private static final Set<Integer> OF_THE_REQUEST = Set.of(400, 415, 422, 500, 501);

    private static final Pattern SECRET = Pattern.compile("(?i)\\b(?:sk|pk|key|bearer|token)[-_ ][^\\s\"',]+");
    private static final Pattern FORMAT = Pattern.compile(
            "response_format|json_schema|json_object|structured output|guided|grammar", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOO_LONG = Pattern.compile(
            "context.{0,12}(?:length|size)|maximum context|too many tokens|prompt is too long",
            Pattern.CASE_INSENSITIVE);
    private static final int MESSAGE_LIMIT = 160;

    /** @return empty when the answer is not an error */
    static Optional<Trouble> in(Transport.Answer answer) {
        Optional<Complaint> complaint = Complaint.in(body(answer));
        if (answer.status() == 200 && complaint.isEmpty() && !isPage(answer)) return Optional.empty();
        Complaint said = complaint.orElseGet(Complaint::none);
        return Optional.of(new Trouble(answer.status() == 200 ? said.status() : answer.status(), said, answer));
    }

    private static boolean isPage(Transport.Answer answer) {
        String type = answer.headers().getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        return answer.body().stripLeading().startsWith("<")
                || (type.startsWith("text/html") && !body(answer).isObject());
    }

    /** The body as JSON, a stream of events as the answer they add up to; missing when it is neither. */
    static JsonNode body(Transport.Answer answer) {
        if (EventStream.is(answer.body())) return EventStream.joined(answer.body());
        try {
            return Json.tree(answer.body());
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    /** True when the server does not know this way of asking for JSON. */
    boolean refusesFormat() {
        return ofTheRequest()
                && !tooLong()
                && (said.param().startsWith("response_format")
                        || FORMAT.matcher(said.message()).find());
    }

    /** True when the server does not want this part of the request, by its name. */
    boolean refuses(String parameter) {
        if (!ofTheRequest()) return false;
        if (!said.param().isEmpty()) return said.param().equals(parameter);
        return Article.containsWord(said.message(), parameter);
    }

    boolean tooLong() {
        return status == 413
                || said.code().equals("context_length_exceeded")
                || said.type().equals("exceed_context_size_error")
                || (ofTheRequest() && TOO_LONG.matcher(said.message()).find());
    }

    private boolean ofTheRequest() {
        return OF_THE_REQUEST.contains(status);
    }

    AnalysisFailed failure(Clock clock, Spent spent) {
        Kind kind = kind();
        return new AnalysisFailed(
                kind, text(kind), RetryAfter.of(answer.headers(), said.message(), clock), spent, null);
    }

    private Kind kind() {
        if (MONEY.contains(said.code()) || MONEY.contains(said.type()) || status == 402) return Kind.MONEY;
        if (KEY.contains(said.code()) || status == 401) return Kind.KEY;
        if (RATE.contains(said.code()) || RATE.contains(said.type()) || status == 429) return Kind.RATE;
        if (SETUP.contains(said.code().toLowerCase(Locale.ROOT)) || status == 404 || status == 405) return Kind.SETUP;
        if (isElsewhere()) return Kind.SETUP;
        boolean passing = status == 0 || status == 408 || status == 409 || status == 425 || status >= 500;
        return passing ? Kind.PASSING : Kind.PERMANENT;
    }

    // a page of a server that is down comes from the right address and passes
    private boolean isElsewhere() {
        return status / 100 == 3 || status == 511 || (isPage(answer) && status < 500 && status != 408);
    }

    /** Says what is known without repeating what a server might echo: part of the key, or the article. */
    private String text(Kind kind) {
        String meaning = switch (kind) {
            case MONEY -> "credit or spending limit used up";
            case KEY -> "the key was not accepted";
            case RATE -> "too many requests";
            case SETUP ->
                isElsewhere()
                        ? "a page answers in the model's place; check base_url in truth, and proxies on the way there"
                        : "the server does not know this model or this address; check model and base_url in truth";
            case PASSING, SERVER -> "the server has trouble";
            case PERMANENT -> "the request was refused";
        };
        String names = (said.code() + " " + said.type()).strip();
        String reason = (kind == Kind.PERMANENT || kind == Kind.SETUP)
                        && !said.message().isBlank()
                ? ": " + redacted(said.message())
                : "";
        return "analysis: " + meaning + " (" + (answer.status() + " " + names).strip() + ")" + reason;
    }

    private static String redacted(String message) {
        return PlainText.shorten(PlainText.clean(SECRET.matcher(message).replaceAll("***"), 1_000), MESSAGE_LIMIT);
    }
}
