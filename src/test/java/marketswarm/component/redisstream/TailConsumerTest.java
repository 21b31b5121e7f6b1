package marketswarm.component.redisstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redis.clients.jedis.StreamEntryID.NEW_ENTRY;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import marketswarm.component.CamelNode;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamTail;
import marketswarm.testing.RealRedis;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class TailConsumerTest {

    private static final String TICKS =
            "redis-stream:market:tick:*:stream,events:market?block=50&members=market:symbols";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final List<CamelNode> nodes = new ArrayList<>();
    private final List<StreamEntry> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(CamelNode::close);
    }

    @Test
    void the_streams_of_all_members_are_read_as_one_in_total_order() {
        redis.client().sadd("market:symbols", "AAPL", "MSFT", "BRK.B");
        tail(TICKS + "&from=#here", StreamTail.now(redis.client()));

        List<String> written = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String symbol = List.of("AAPL", "MSFT", "BRK.B").get(i % 3);
            written.add(add("market:tick:" + symbol + ":stream", i));
            if (i % 10 == 0) written.add(add("events:market", i));
        }

        await("everything is seen").until(() -> seen.size() >= written.size());
        assertThat(seen)
                .extracting(entry -> entry.key() + " " + entry.id())
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(seen.stream().map(Position::of)).isSorted();
    }

    @Test
    void two_tails_see_the_same() {
        redis.client().sadd("market:symbols", "AAPL");
        Position here = StreamTail.now(redis.client());
        tail(TICKS + "&from=#here", here);
        tail(TICKS + "&from=#here", here);

        add("market:tick:AAPL:stream", 1);

        await("both have seen it").until(() -> seen.size() == 2);
        assertThat(seen.get(0)).isEqualTo(seen.get(1));
    }

    @Test
    void a_new_member_joins_while_it_runs() {
        redis.client().sadd("market:symbols", "AAPL");
        tail(TICKS + "&from=#here", StreamTail.now(redis.client()));
        add("market:tick:AAPL:stream", 1);
        await("the first member is read").until(() -> seen.size() == 1);

        redis.client().sadd("market:symbols", "NVDA");

        await("the new member is read").until(() -> {
            add("market:tick:NVDA:stream", 2);
            return seen.stream().anyMatch(entry -> entry.key().equals("market:tick:NVDA:stream"));
        });
    }

    @Test
    void reading_begins_at_the_position_that_is_given() {
        add("events:market", 0);
        add("events:market", 1);
        var entry = redis.client().xrange("events:market", "-", "+").get(0);
        Position first = Position.of("events:market", entry.getID().toString()).orElseThrow();

        tail("redis-stream:events:market?block=50&from=#here", first);
        add("events:market", 2);

        await("all after the position is seen").until(() -> seen.size() >= 2);
        assertThat(seen).extracting(e -> e.field("n")).containsExactly("1", "2");
    }

    @Test
    void without_a_position_reading_begins_with_what_comes_next() {
        add("events:market", 0);
        CamelNode node = tail("redis-stream:events:market?block=50", null);
        await("it has begun to read").until(() -> node.health("tail") == HealthCheck.State.UP);

        add("events:market", 1);

        await("the next is seen").until(() -> !seen.isEmpty());
        assertThat(seen).extracting(entry -> entry.field("n")).containsExactly("1");
    }

    @Test
    void a_batch_that_fails_does_not_end_the_reading() {
        CamelNode node = new CamelNode("t", redis.client());
        nodes.add(node);
        node.bind("here", StreamTail.now(redis.client()))
                .route(routes -> routes.from("redis-stream:events:market?block=50&from=#here")
                        .process(exchange -> {
                            StreamEntry first = (StreamEntry)
                                    exchange.getMessage().getBody(List.class).get(0);
                            seen.add(first);
                            if (first.field("n").equals("0")) throw new IllegalStateException("not this one");
                        }))
                .start();

        add("events:market", 0);
        await("the first is seen").until(() -> seen.size() == 1);
        add("events:market", 1);

        await("the next is seen").until(() -> seen.size() == 2);
    }

    private CamelNode tail(String uri, Position from) {
        CamelNode node = new CamelNode("t", redis.client());
        nodes.add(node);
        if (from != null) node.bind("here", from);
        node.route(routes -> routes.from(uri).routeId("tail").process(exchange -> {
                    for (Object entry : exchange.getMessage().getBody(List.class)) seen.add((StreamEntry) entry);
                }))
                .start();
        return node;
    }

    private static String add(String key, int n) {
        return key + " " + redis.client().xadd(key, NEW_ENTRY, Map.of("n", "" + n));
    }
}
