package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;

/** A transport that gives prepared answers in order and remembers what it was asked. */
final class FakeModel implements Transport {

    static final String GOOD = """
            {"summary":"Apple sold more iPhones than a year ago.","bullets":["iPhone sales rose 12%."],
             "sentiment":{"label":"bullish","score":0.7,"confidence":0.8},
             "tickers":[{"symbol":"AAPL","sentiment":"bullish","relevance":0.9,"reason":"iPhone sales rose 12%."}],
             "topics":["earnings"],"event_type":"earnings","impact":"medium","abstained":false}""";

    record Asked(String url, Map<String, String> headers, JsonNode body) {

        String message(int index) {
            return body.path("messages").path(index).path("content").asText();
        }
    }

    final List<Asked> asked = new ArrayList<>();
    private final Deque<Optional<Answer>> answers = new ArrayDeque<>();

    FakeModel says(String content) {
        return chooses("stop", Json.write(content));
    }

    /** @param content as JSON: a quoted string or null */
    FakeModel chooses(String finishReason, String content) {
        return answers(200, """
                {"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o-mini-2024-07-18",
                 "choices":[{"index":0,"finish_reason":"%s","message":{"role":"assistant","content":%s,"refusal":null}}],
                 "usage":{"prompt_tokens":1000,"completion_tokens":200,"total_tokens":1200}}""".formatted(finishReason, content));
    }

    FakeModel answers(int status, String body) {
        return answers(status, Map.of("content-type", "application/json"), body);
    }

    FakeModel answers(int status, Map<String, String> headers, String body) {
        answers.add(Optional.of(new Answer(status, headers, body)));
        return this;
    }

    FakeModel breaksOff() {
        answers.add(Optional.empty());
        return this;
    }

    @Override
    public Answer post(String url, Map<String, String> headers, String jsonBody) throws IOException {
        asked.add(new Asked(url, headers, Json.read(jsonBody, JsonNode.class)));
        Optional<Answer> next = answers.poll();
        if (next == null) throw new AssertionError("asked more often than expected: " + asked.size());
        return next.orElseThrow(() -> new IOException("connection reset"));
    }
}
