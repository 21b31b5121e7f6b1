package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that gets other topics without being opened anew. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TopicChangeTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    /** So that the reader, which does other things in between, is never a slow one. */
    private static final long UNHURRIED_NS = 1_000_000;

    private RunningGateway gateway;

    @BeforeEach
    void start() {
        redis.client().sadd("market:symbols", "AAPL", "MSFT");
        gateway = new RunningGateway(redis.client(), 10, List.of());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void what_is_added_begins_with_its_state_and_what_was_there_goes_on() throws Exception {
        RunningGateway.tick(redis.client(), "MSFT", "412.5");
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:AAPL"))) {
            String connection = connection(reader);

            HttpResponse<String> answer = change(connection, "{\"topics\":[\"tick:MSFT\",\"tick:AAPL\"]}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"topics\":[\"tick:AAPL\",\"tick:MSFT\"]}");
            assertThat(reader.next())
                    .isEqualTo(new SseReader.Event(null, "topics", "{\"topics\":[\"tick:AAPL\",\"tick:MSFT\"]}"));
            assertThat(reader.next().data()).contains("\"symbol\":\"MSFT\"", "\"price\":\"412.5\"");
            RunningGateway.tick(redis.client(), "AAPL", "189.1");
            assertThat(reader.next("tick").data()).contains("\"189.1\"");
            RunningGateway.tick(redis.client(), "MSFT", "412.6");
            assertThat(reader.next("tick").data()).contains("\"412.6\"");
        }
    }

    @Test
    void what_is_taken_away_ends() throws Exception {
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:AAPL,tick:MSFT"))) {
            change(connection(reader), "{\"topics\":\"tick:MSFT\"}");
            reader.next("topics");
            RunningGateway.tick(redis.client(), "AAPL", "1");
            RunningGateway.tick(redis.client(), "MSFT", "2");
            assertThat(reader.next("tick").data()).contains("\"MSFT\"");
        }
    }

    @Test
    void the_ticks_of_a_symbol_that_stays_have_no_gap_and_no_duplicate_through_a_hundred_changes() throws Exception {
        boolean[] running = {true};
        Thread writer = new Thread(() -> {
            for (int i = 1; running[0]; i++) {
                RunningGateway.tick(redis.client(), "AAPL", "" + i);
                LockSupport.parkNanos(UNHURRIED_NS);
            }
        });
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:AAPL"))) {
            String connection = connection(reader);
            writer.start();
            long price = 0;
            for (int change = 0; change < 100; change++) {
                String topics = change % 2 == 0 ? "tick:*,news" : "tick:AAPL";
                assertThat(change(connection, "{\"topics\":\"" + topics + "\"}").statusCode())
                        .isEqualTo(200);
                SseReader.Event event = reader.next();
                while (!event.name().equals("topics")) {
                    if (event.name().equals("tick")) assertThat(price(event)).isEqualTo(++price);
                    event = reader.next();
                }
            }
            for (int i = 0; i < 50; i++) assertThat(price(reader.next("tick"))).isEqualTo(++price);
        } finally {
            running[0] = false;
            writer.join();
        }
    }

    @Test
    void changes_that_come_fast_are_made_one_after_the_other() throws Exception {
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=news"))) {
            String connection = connection(reader);
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> RunningGateway.HTTP.sendAsync(
                            request(connection, "{\"topics\":\"tick:S" + i + "\"}"), BodyHandlers.ofString()))
                    .toList();
            for (var answer : answers) assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(change(connection, "{\"topics\":\"events\"}").statusCode())
                    .isEqualTo(200);
            assertThat(reader.next(event -> event.data().equals("{\"topics\":[\"events\"]}"))
                            .name())
                    .isEqualTo("topics");
        }
    }

    @Test
    void an_unknown_connection_and_unknown_topics_are_problems() throws Exception {
        assertThat(change("c-nobody", "{\"topics\":\"news\"}").statusCode()).isEqualTo(404);
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=news"))) {
            String connection = connection(reader);
            assertThat(change(connection, "{\"topics\":\"nothing\"}").body()).contains("unknown topic nothing");
            assertThat(change(connection, "news").body()).contains("the body is no JSON object with topics");
        }
    }

    private static long price(SseReader.Event tick) {
        return Json.read(tick.data(), JsonNode.class).path("price").asLong();
    }

    private static String connection(SseReader reader) {
        return Json.read(reader.next("hello").data(), JsonNode.class)
                .path("connection")
                .asText();
    }

    private HttpResponse<String> change(String connection, String body) throws Exception {
        return RunningGateway.HTTP.send(request(connection, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String connection, String body) {
        return gateway.request("/sse/" + connection + "/topics")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
