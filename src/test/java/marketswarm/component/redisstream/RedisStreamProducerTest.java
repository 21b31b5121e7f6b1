package marketswarm.component.redisstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marketswarm.component.CamelNode;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamWriter;
import marketswarm.testing.RealRedis;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;

@Timeout(30)
class RedisStreamProducerTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static CamelNode node;

    @BeforeAll
    static void start() {
        StreamWriter<Object> shouting = (server, key, bodies) -> {
            List<String> ids = new ArrayList<>();
            for (Object body : bodies) {
                String word = ((String) body).toUpperCase(java.util.Locale.ROOT);
                ids.add(server.xadd(key, StreamEntryID.NEW_ENTRY, Map.of("word", word))
                        .toString());
            }
            return ids;
        };
        node = new CamelNode("producer", redis.client())
                .bind("shouting", shouting)
                .start();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_map_becomes_an_entry_and_its_id_a_header() {
        Exchange sent = node.send("redis-stream:rss:queue", Map.of("uid", "1", "title", "Fed holds"));

        var entry = only("rss:queue");
        assertThat(entry.getFields()).isEqualTo(Map.of("uid", "1", "title", "Fed holds"));
        assertThat(id(sent)).isEqualTo(entry.getID().toString());
    }

    @Test
    void an_entry_goes_to_the_stream_that_it_names() {
        node.send("redis-stream:events:market", StreamEntry.of("market:tick:AAPL:stream", Map.of("price", "190.1")));

        assertThat(only("market:tick:AAPL:stream").getFields()).containsEntry("price", "190.1");
        assertThat(redis.client().exists("events:market")).isFalse();
    }

    @Test
    void a_list_is_one_batch_whose_ids_are_in_its_order() {
        List<Map<String, String>> list =
                IntStream.range(0, 500).mapToObj(i -> Map.of("n", "" + i)).toList();

        Exchange sent = node.send("redis-stream:events:market", list);

        var entries = redis.client().xrange("events:market", "-", "+");
        assertThat(entries).hasSize(500);
        assertThat(id(sent))
                .isEqualTo(entries.stream().map(e -> e.getID().toString()).toList());
        assertThat(entries.stream().map(e -> e.getFields().get("n")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "" + i).toList());
    }

    @Test
    void an_empty_list_appends_nothing() {
        Exchange sent = node.send("redis-stream:events:market", List.of());

        assertThat(sent.getException()).isNull();
        assertThat(id(sent)).isEqualTo(List.of());
        assertThat(redis.client().exists("events:market")).isFalse();
    }

    @Test
    void the_stream_is_trimmed_to_about_its_maximum_length() {
        List<Map<String, String>> list =
                IntStream.range(0, 1_000).mapToObj(i -> Map.of("n", "" + i)).toList();

        node.send("redis-stream:events:market?maxLength=200", list);

        assertThat(redis.client().xlen("events:market")).isBetween(200L, 399L);
    }

    @Test
    void a_header_names_another_stream() {
        Exchange sent = node.camel()
                .createFluentProducerTemplate()
                .to("redis-stream:events:market")
                .withHeader("CamelRedisStreamKey", "events:analysis")
                .withBody(Map.of("uid", "7"))
                .send();

        assertThat(sent.getException()).isNull();
        assertThat(only("events:analysis").getFields()).containsEntry("uid", "7");
        assertThat(redis.client().exists("events:market")).isFalse();
    }

    @Test
    void a_writer_decides_how_bodies_are_appended() {
        Exchange one = node.send("redis-stream:words?writer=#shouting", "buy");
        Exchange two = node.send("redis-stream:words?writer=#shouting", List.of("sell", "hold"));

        assertThat(redis.client().xrange("words", "-", "+"))
                .extracting(entry -> entry.getFields().get("word"))
                .containsExactly("BUY", "SELL", "HOLD");
        assertThat(id(one)).isInstanceOf(String.class);
        assertThat((List<?>) id(two)).hasSize(2);
    }

    @Test
    void what_cannot_be_an_entry_is_refused_in_words_and_nothing_of_its_list_is_appended() {
        assertThat(node.send("redis-stream:q", "text").getException())
                .hasMessage("redis-stream: q takes a StreamEntry or a map of fields, not a String");
        assertThat(node.send("redis-stream:q", null).getException())
                .hasMessage("redis-stream: q takes a StreamEntry or a map of fields, not nothing");
        assertThat(node.send("redis-stream:q", Map.of("price", 12)).getException())
                .hasMessage("redis-stream: q takes fields of text, but price is a Integer");
        assertThat(node.send("redis-stream:q", Arrays.asList(Map.of("n", "1"), null))
                        .getException())
                .hasMessage("redis-stream: q takes a StreamEntry or a map of fields, not nothing");
        assertThat(node.send("redis-stream:q?writer=#shouting", null).getException())
                .hasMessage("redis-stream: nothing to append to q, the body is empty");
        assertThat(redis.client().exists("q")).isFalse();
    }

    @Test
    void a_key_of_another_type_is_named_in_one_line() {
        redis.client().set("events:market", "a string");

        Exchange sent = node.send("redis-stream:events:market", Map.of("n", "1"));

        assertThat(sent.getException())
                .isInstanceOf(JedisDataException.class)
                .hasMessageStartingWith("redis: cannot append to events:market: WRONGTYPE ")
                .message()
                .doesNotContain("\n");
    }

    private static redis.clients.jedis.resps.StreamEntry only(String key) {
        var entries = RedisStreamProducerTest.redis.client().xrange(key, "-", "+");
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static Object id(Exchange sent) {
        return sent.getMessage().getHeader("CamelRedisStreamId");
    }
}
