package marketswarm.analysis;

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
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** All calls about one item, and what they cost together. Used by one thread, once. */
final class Conversation {

    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json");
    private static final int ECHO_LIMIT = 4_000;
    private static final int CHARS_PER_TOKEN = 4;

    private record Message(String role, String content) {}

    private final ModelSettings settings;
    private final Case work;
    private final Article article;
    private final Prompt prompt;
    private final Ladder ladder;
    private final Transport transport;
    private final Clock clock;
    private final String nonce;
    private final String marker;
    private final List<Message> corrections = new ArrayList<>();

    private int limit = Prompt.TEXT_LIMIT;
    private int calls;
    private Spent spent = Spent.NOTHING;

    Conversation(
            ModelSettings settings,
            Case work,
            Article article,
            Prompt prompt,
            Ladder ladder,
            Transport transport,
            Clock clock,
            String nonce,
            String marker) {
        this.settings = settings;
        this.work = work;
        this.article = article;
        this.prompt = prompt;
        this.ladder = ladder;
        this.transport = transport;
        this.clock = clock;
        this.nonce = nonce;
        this.marker = marker;
    }

    /** An answer that fits the schema, after one correction at most. */
    JsonNode answer(AnswerSchema schema) throws AnalysisFailed {
        String first = ask();
        AnswerSchema.Checked checked = schema.check(first);
        if (checked instanceof AnswerSchema.Checked.Invalid invalid) {
            corrections.add(new Message("assistant", PlainText.shorten(first, ECHO_LIMIT)));
            corrections.add(new Message("user", prompt.repair(invalid.problems())));
            checked = schema.check(ask());
        }
        if (checked instanceof AnswerSchema.Checked.Valid valid) return valid.answer();
        throw failed(Kind.PASSING, "the model's answer does not fit the schema, even after a correction", null);
    }

    int calls() {
        return calls;
    }

    Spent spent() {
        return spent;
    }

    private String ask() throws AnalysisFailed {
        while (true) {
            Ladder.Rung rung = ladder.at(settings.endpoint());
            String request = request(rung);
            Transport.Answer answer = post(request);
            Optional<Trouble> trouble = Trouble.in(answer);
            if (trouble.isEmpty()) return content(answer, request);
            if (!canAskOtherwise(trouble.get(), rung)) throw trouble.get().failure(clock, spent);
        }
    }

    private boolean canAskOtherwise(Trouble trouble, Ladder.Rung rung) {
        if (trouble.refusesFormat()) return ladder.below(settings.endpoint(), rung);
        boolean shorter = trouble.tooLong() && limit == Prompt.TEXT_LIMIT;
        if (shorter) limit = Prompt.TEXT_LIMIT / 3;
        return shorter;
    }

    private Transport.Answer post(String request) throws AnalysisFailed {
        calls++;
        try {
            return transport.post(settings.baseUrl() + "/chat/completions", HEADERS, request);
        } catch (IOException e) {
            throw failed(Kind.PASSING, "no answer from the model's server", e);
        }
    }

    private String content(Transport.Answer answer, String request) throws AnalysisFailed {
        JsonNode body = Trouble.body(answer);
        if (!body.isObject())
            throw failed(Kind.PASSING, "the answer is not JSON but a page or nothing; is base_url right?", null);
        Reply reply = Reply.of(body);
        String content = reply.content();
        spent = spent.plus(cost(reply, request));
        if (reply.refusal() != null) throw failed(Kind.PERMANENT, "the model refused to answer", null);
        switch (reply.finishReason()) {
            case "length" -> throw failed(Kind.PASSING, "the answer was cut off at the model's length limit", null);
            case "content_filter" -> throw failed(Kind.PERMANENT, "the server's content filter took the answer", null);
            default -> {}
        }
        if (!reply.chosen() || content == null) throw failed(Kind.PASSING, "the answer is empty", null);
        if (content.contains(marker) || content.contains(nonce))
            throw failed(
                    Kind.PERMANENT, "the answer repeats what only our instructions hold; the article misled it", null);
        return content;
    }

    /** What the server counted; by length where it does not count, so that a budget still holds. */
    private Spent cost(Reply reply, String request) {
        String content = reply.content();
        long in = reply.tokensIn() >= 0 ? reply.tokensIn() : request.length() / CHARS_PER_TOKEN;
        long out =
                reply.tokensOut() >= 0 ? reply.tokensOut() : content == null ? 0 : content.length() / CHARS_PER_TOKEN;
        return settings.spent(in, out);
    }

    private String request(Ladder.Rung rung) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", settings.model());
        ArrayNode messages = body.putArray("messages");
        add(messages, new Message("system", prompt.system(marker)));
        add(messages, new Message("user", prompt.user(settings.promptTemplate(), work, article, limit, nonce)));
        corrections.forEach(message -> add(messages, message));
        rung.applyTo(body);
        return Json.write(body);
    }

    private static void add(ArrayNode messages, Message message) {
        messages.addObject().put("role", message.role()).put("content", message.content());
    }

    private AnalysisFailed failed(Kind kind, String message, @Nullable Throwable cause) {
        return new AnalysisFailed(kind, "analysis: " + message, Duration.ZERO, spent, cause);
    }
}
