package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import marketswarm.redis.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumeTest {

    private static final List<String> SYMBOLS = List.of("A", "B", "C", "D", "E");
    private static final int WRITES = 6_000;
    private static GatewayRedis server;
    private static UnifiedJedis redis;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        server = GatewayRedis.start();
        redis = server.open();
        redis.sadd("market:symbols", SYMBOLS.toArray(String[]::new));
        gateway = new RunningGateway(redis, 100, List.of());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        redis.close();
        server.close();
    }

    @Test
    void a_client_cut_off_at_random_gets_every_tick_exactly_once_in_order() throws Exception {
        Map<String, List<String>> seen = new HashMap<>();
        Random random = new Random(7);
        String cursor;
        try (SseReader first = new SseReader(gateway.request("/sse?topics=tick:*"))) {
            cursor = String.valueOf(first.next("hello").id());
        }
        Thread writer = new Thread(() -> write(redis));
        writer.start();

        int got = 0;
        int connections = 0;
        while (got < WRITES) {
            connections++;
            try (SseReader reader = new SseReader(
                    gateway.request("/sse?topics=tick:*&last_event_id=old").header("Last-Event-ID", cursor))) {
                assertThat(reader.next("hello").data()).contains("\"resumed\":true");
                int until = Math.min(WRITES, got + 1 + random.nextInt(300));
                while (got < until) {
                    SseReader.Event tick = reader.next("tick");
                    JsonNode json = Json.read(tick.data(), JsonNode.class);
                    seen.computeIfAbsent(json.path("symbol").asText(), s -> new ArrayList<>())
                            .add(json.path("price").asText());
                    got++;
                }
                cursor = String.valueOf(reader.lastId);
            }
        }
        writer.join();

        assertThat(connections).isGreaterThan(20);
        assertThat(seen).isEqualTo(written());
        try (SseReader rest = new SseReader(gateway.request("/sse?topics=tick:*&last_event_id=" + cursor))) {
            rest.next("hello");
            RunningGateway.tick(redis, "A", "999");
            assertThat(rest.next("tick").data()).contains("\"999\"");
        }
    }

    private static void write(UnifiedJedis redis) {
        for (int i = 0; i < WRITES; i++) {
            redis.xadd(
                    "market:tick:" + SYMBOLS.get(i % 5) + ":stream", StreamEntryID.NEW_ENTRY, Map.of("price", "" + i));
        }
    }

    private static Map<String, List<String>> written() {
        Map<String, List<String>> written = new HashMap<>();
        for (int i = 0; i < WRITES; i++) {
            written.computeIfAbsent(SYMBOLS.get(i % 5), s -> new ArrayList<>()).add("" + i);
        }
        return written;
    }

    @Test
    void a_client_goes_on_at_another_gateway_where_the_first_has_ended() throws Exception {
        redis.sadd("market:symbols", "MOVED");
        try (RunningGateway other = new RunningGateway(redis, 100, List.of())) {
            String cursor;
            try (SseReader here = new SseReader(gateway.request("/sse?topics=tick:MOVED,events"))) {
                here.next("hello");
                RunningGateway.tick(redis, "MOVED", "1");
                assertThat(here.next("tick").data()).contains("\"1\"");
                cursor = String.valueOf(here.lastId);
            }
            RunningGateway.tick(redis, "MOVED", "2");
            redis.xadd("events:market", StreamEntryID.NEW_ENTRY, Map.of("type", "halt", "symbol", "MOVED"));

            try (SseReader there =
                    new SseReader(other.request("/sse?topics=tick:MOVED,events").header("Last-Event-ID", cursor))) {
                assertThat(there.next("hello").data()).contains("\"resumed\":true");
                assertThat(there.next().data()).contains("\"2\"");
                assertThat(there.next().name()).isEqualTo("event");
                RunningGateway.tick(redis, "MOVED", "3");
                assertThat(there.next().data()).contains("\"3\"");
            }
        }
    }

    @Test
    void snapshot_and_ticks_join_without_gap_or_duplicate_while_ticks_come_in() throws Exception {
        redis.sadd("market:symbols", "JOIN");
        boolean[] running = {true};
        Thread writer = new Thread(() -> {
            for (int i = 1; running[0]; i++) RunningGateway.tick(redis, "JOIN", "" + i);
        });
        writer.start();
        try {
            for (int round = 0; round < 25; round++) {
                try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:JOIN"))) {
                    long price = -1;
                    for (int events = 0; events < 200; events++) {
                        SseReader.Event event = reader.next(
                                e -> e.name().equals("snapshot") || e.name().equals("tick"));
                        long next = Json.read(event.data(), JsonNode.class)
                                .path("price")
                                .asLong();
                        if (price >= 0) assertThat(next).isEqualTo(price + 1);
                        price = next;
                    }
                }
            }
        } finally {
            running[0] = false;
            writer.join();
        }
    }

    @Test
    void a_cursor_whose_entries_were_trimmed_gets_a_gap_and_the_state() throws Exception {
        RunningGateway.tick(redis, "A", "1");
        String cursor;
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:A"))) {
            cursor = String.valueOf(reader.next("hello").id());
        }
        for (int i = 0; i < 10; i++) RunningGateway.tick(redis, "A", "2");
        redis.xtrim("market:tick:A:stream", 3, false);

        long gaps = gateway.hub.stats().gaps();
        try (SseReader reader =
                new SseReader(gateway.request("/sse?topics=tick:A").header("Last-Event-ID", cursor))) {
            assertThat(reader.next().data()).contains("\"resumed\":false");
            assertThat(reader.next())
                    .isEqualTo(new SseReader.Event(
                            null,
                            "gap",
                            "{\"topics\":[\"tick:A\"],\"from\":\"" + cursor
                                    + "\",\"reason\":\"market:tick:A:stream no longer holds it\"}"));
            assertThat(reader.next().name()).isEqualTo("snapshot");
        }
        assertThat(gateway.hub.stats().gaps()).isEqualTo(gaps + 1);
    }

    @Test
    void trimming_what_the_cursor_has_passed_is_no_gap() throws Exception {
        for (int i = 0; i < 10; i++) RunningGateway.tick(redis, "B", "1");
        String cursor;
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:B"))) {
            reader.next("snapshot");
            cursor = String.valueOf(reader.lastId);
        }
        redis.xadd(
                "market:tick:B:stream",
                Map.of("price", "5"),
                XAddParams.xAddParams().maxLen(3));

        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:B&last_event_id=" + cursor))) {
            assertThat(reader.next().data()).contains("\"resumed\":true");
            assertThat(reader.next("tick").data()).isEqualTo("{\"symbol\":\"B\",\"price\":\"5\"}");
        }
    }

    @Test
    void a_cursor_that_cannot_be_ours_gets_a_gap() throws Exception {
        for (String cursor : List.of("nonsense", "1.9999999999999-0.a", "1.1732270000000-0.a")) {
            try (SseReader reader = new SseReader(gateway.request("/sse?topics=events&last_event_id=" + cursor))) {
                reader.next("hello");
                assertThat(reader.next().name()).as(cursor).isEqualTo("gap");
            }
        }
    }

    @Test
    void after_the_clock_was_set_back_a_live_reader_loses_nothing_and_an_older_cursor_gets_a_gap() throws Exception {
        redis.sadd("market:symbols", "BACK");
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:BACK,events"))) {
            reader.next("hello");
            StreamEntryID first = redis.xadd("market:tick:BACK:stream", StreamEntryID.NEW_ENTRY, Map.of("price", "1"));
            reader.next("tick");
            redis.xadd("events:market", StreamEntryID.NEW_ENTRY, Map.of("type", "halt"));
            String cursor = String.valueOf(reader.next("event").id());

            redis.xadd(
                    "market:tick:BACK:stream",
                    new StreamEntryID(first.getTime(), first.getSequence() + 1),
                    Map.of("price", "2"));

            SseReader.Event late = reader.next("tick");
            assertThat(late.data()).isEqualTo("{\"symbol\":\"BACK\",\"price\":\"2\"}");
            assertThat(late.id()).isEqualTo(cursor);
            try (SseReader again = new SseReader(gateway.request("/sse?topics=tick:*&last_event_id=" + cursor))) {
                assertThat(again.next("gap").data()).contains("the clock of Redis was set back");
            }
        }
    }

    @Test
    void coming_back_before_the_state_was_complete_gives_the_state_again() throws Exception {
        RunningGateway.tick(redis, "C", "1");
        RunningGateway.tick(redis, "D", "1");
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=snapshot:C,snapshot:D&last_event_id=0"))) {
            assertThat(reader.next().data()).contains("\"resumed\":false");
            assertThat(reader.next().id()).isEqualTo("0");
            assertThat(reader.next().id()).startsWith("1.");
        }
    }
}
