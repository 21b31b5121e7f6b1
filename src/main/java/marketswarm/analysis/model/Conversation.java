package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.analysis.Article;
import marketswarm.analysis.Case;
import marketswarm.analysis.PlainText;
import marketswarm.analysis.Spent;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** All calls about one item, and what they cost together. Used by one thread, once. */
final class Conversation {

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json");
    private static final int ECHO_LIMIT = 4_000;
    private static final int REASON_LIMIT = 160;
    private static final int CHARS_PER_TOKEN = 4;

    private static final AnswerSchema.Checked CUT_OFF = new AnswerSchema.Checked.Invalid(
            List.of("it was cut off at the length limit; say the same in fewer words"));

    /** @param cut whether it ended at the length limit */
    private record Said(String content, boolean cut) {}

    private record Message(String role, String content) {}

    /** What every conversation shares. */
    record Means(Prompt prompt, AnswerSchema schema, Manners manners, Transport transport, Clock clock, Tally tally) {}

    private final ModelSettings settings;
    private final Case work;
    private final Article article;
    private final Means means;
    private final Fence fence;
    private final String marker;
    private final Secretive secrets;
    private final List<Message> corrections = new ArrayList<>();

    private int limit = Prompt.TEXT_LIMIT;
    private int calls;
    private Spent spent = Spent.NOTHING;

    /** @param marker a random word that no answer may repeat */
    Conversation(ModelSettings settings, Case work, Article article, Means means, Fence fence, String marker) {
        this.settings = settings;
        this.work = work;
        this.article = article;
        this.means = means;
        this.fence = fence;
        this.marker = marker;
        this.secrets = means.prompt().secrets(marker, fence);
    }

    /** An answer that fits the schema, after one correction at most. */
    JsonNode answer() throws AnalysisFailed {
        Said first = ask();
        AnswerSchema.Checked checked = check(first);
        if (checked instanceof AnswerSchema.Checked.Invalid invalid) {
            means.tally().add(Tally.Guard.ANSWERS_REPAIRED, 1);
            corrections.add(new Message("assistant", PlainText.shorten(first.content(), ECHO_LIMIT)));
            corrections.add(new Message("user", means.prompt().repair(invalid.problems())));
            checked = check(ask());
        }
        if (checked instanceof AnswerSchema.Checked.Valid valid) {
            refuseLeak(valid.answer().toString()); // once more without the escapes of JSON
            return valid.answer();
        }
        throw failed(Kind.PASSING, "the model's answer does not fit the schema, even after a correction", null);
    }

    private AnswerSchema.Checked check(Said said) {
        AnswerSchema.Checked checked = means.schema().check(said.content());
        boolean cut = said.cut() && checked instanceof AnswerSchema.Checked.Invalid;
        return cut ? CUT_OFF : checked;
    }

    int calls() {
        return calls;
    }

    Spent spent() {
        return spent;
    }

    private Said ask() throws AnalysisFailed {
        while (true) {
            Manner manner = means.manners().of(settings.endpoint());
            String request = request(manner);
            Transport.Answer answer = post(request);
            Optional<Trouble> trouble = Trouble.in(answer);
            if (trouble.isEmpty()) return said(answer, request);
            if (!canAskOtherwise(trouble.get(), manner)) throw trouble.get().failure(means.clock(), spent);
        }
    }

    private boolean canAskOtherwise(Trouble trouble, Manner manner) {
        if (means.manners().learn(settings, manner, trouble)) return true;
        boolean shorter = trouble.tooLong() && limit == Prompt.TEXT_LIMIT;
        if (shorter) limit = Prompt.TEXT_LIMIT / 3;
        return shorter;
    }

    private Transport.Answer post(String request) throws AnalysisFailed {
        calls++;
        try {
            return means.transport().post(settings.completions(), HEADERS, request);
        } catch (IOException e) {
            String reason = PlainText.clean(String.valueOf(e.getMessage()), REASON_LIMIT);
            throw failed(Kind.PASSING, "no answer from the model's server: " + reason, e);
        }
    }

    private Said said(Transport.Answer answer, String request) throws AnalysisFailed {
        JsonNode body = Trouble.body(answer);
        if (!body.isObject()) throw failed(Kind.PASSING, "the answer is no JSON object; is base_url right?", null);
        Reply reply = Reply.of(body);
        String content = reply.content();
        spent = spent.plus(cost(reply, request));
        if (reply.refusal() != null) throw failed(Kind.PERMANENT, "the model refused to answer", null);
        if (reply.finishReason().equals("content_filter"))
            throw failed(Kind.PERMANENT, "the server's content filter took the answer", null);
        boolean cut = reply.finishReason().equals("length");
        if (content == null && cut)
            throw failed(Kind.PASSING, "the model thought until max_answer_tokens was used up and said nothing", null);
        if (!reply.chosen() || content == null) throw failed(Kind.PASSING, "the answer is empty", null);
        refuseLeak(content);
        return new Said(content, cut);
    }

    private void refuseLeak(String content) throws AnalysisFailed {
        if (!secrets.isTold(content)) return;
        means.tally().add(Tally.Guard.LEAKS_REFUSED, 1);
        throw failed(Kind.PERMANENT, "the answer repeats what only our instructions hold; the article misled it", null);
    }

    /** What the server counted; by length where it does not count, so that a budget still holds. */
    private Spent cost(Reply reply, String request) {
        String content = reply.content();
        long in = reply.tokensIn() >= 0 ? reply.tokensIn() : request.length() / CHARS_PER_TOKEN;
        long out =
                reply.tokensOut() >= 0 ? reply.tokensOut() : content == null ? 0 : content.length() / CHARS_PER_TOKEN;
        return settings.spent(in, Math.min(in, reply.tokensCached()), out);
    }

    private String request(Manner manner) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", settings.model());
        ArrayNode messages = body.putArray("messages");
        add(messages, new Message("system", means.prompt().system(marker)));
        add(messages, new Message("user", means.prompt().user(settings.promptTemplate(), work, article, limit, fence)));
        corrections.forEach(message -> add(messages, message));
        body.put("stream", false);
        manner.applyTo(body, settings);
        return Json.write(body);
    }

    private static void add(ArrayNode messages, Message message) {
        messages.addObject().put("role", message.role()).put("content", message.content());
    }

    private AnalysisFailed failed(Kind kind, String message, @Nullable Throwable cause) {
        return new AnalysisFailed(kind, "analysis: " + message, Duration.ZERO, spent, cause);
    }
}
