package marketswarm.component.redisstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redis.clients.jedis.StreamEntryID.NEW_ENTRY;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import marketswarm.component.CamelNode;
import marketswarm.redis.PipelinedWriter;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamReader;
import marketswarm.testing.RealRedis;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XReadGroupParams;

@Timeout(30)
class GroupConsumerTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final List<CamelNode> nodes = new ArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(CamelNode::close);
    }

    @Test
    void a_group_made_on_the_way_begins_with_what_was_queued_before() {
        add(0, 3);

        reader("a", "", this::note);

        awaitHandled("0", "1", "2");
    }

    @Test
    void success_acknowledges() {
        reader("a", "", this::note);
        add(0, 25);

        awaitHandled(numbers(0, 25));
        awaitPending(0);
    }

    @Test
    void a_failure_is_not_acknowledged_and_comes_again_when_it_has_been_idle() {
        List<Object> marks = new CopyOnWriteArrayList<>();
        reader("a", "claimIdle=600", exchange -> {
            marks.add(exchange.getMessage().getHeader("CamelRedisStreamRedelivered", false));
            note(exchange);
            if (marks.size() == 1) throw new IllegalStateException("the first time fails");
        });
        add(0, 1);

        awaitHandled("0");
        assertThat(pending()).isEqualTo(1);
        awaitHandled("0", "0");
        awaitPending(0);
        assertThat(marks).containsExactly(false, true);
    }

    @Test
    void acknowledging_can_be_left_to_the_writer_of_the_result() {
        CamelNode node = reader("a", "acknowledge=false", this::note);
        add(0, 2);

        awaitHandled("0", "1");
        node.close();
        assertThat(pending()).isEqualTo(2);
    }

    @Test
    void what_a_dead_member_left_is_claimed() {
        deliverTo("dead", 3);

        reader("a", "claimIdle=100", this::note);

        awaitHandled("0", "1", "2");
        awaitPending(0);
    }

    @Test
    void what_a_dead_member_left_is_found_behind_any_number_of_entries_that_others_work_on() {
        deliverTo("alive", 300);
        StreamEntryID[] last = redis.client().xrange("jobs", "-", "+").stream()
                .skip(297)
                .map(entry -> entry.getID())
                .toArray(StreamEntryID[]::new);
        redis.client().xclaimJustId("jobs", "g", "dead", 0, new XClaimParams().idle(3_600_000), last);

        reader("a", "claimIdle=60000", this::note);

        awaitHandled("297", "298", "299");
        awaitPending(297);
    }

    @Test
    void an_entry_that_takes_long_is_kept_from_other_members() {
        CountDownLatch end = new CountDownLatch(1);
        Processor slow = exchange -> {
            note(exchange);
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        };
        reader("a", "claimIdle=300", slow);
        reader("b", "claimIdle=300", slow);
        add(0, 1);

        await("three idle times and more pass without a second delivery")
                .during(Duration.ofMillis(1_200))
                .until(() -> handled.size() <= 1);
        end.countDown();
        awaitPending(0);
        assertThat(handled).containsExactly("0");
    }

    @Test
    void what_was_trimmed_while_another_member_had_it_is_cleared() {
        deliverTo("dead", 3);
        redis.client()
                .xdel("jobs", redis.client().xrange("jobs", "-", "+").get(1).getID());

        reader("a", "claimIdle=100", this::note);

        awaitHandled("0", "2");
        awaitPending(0);
    }

    @Test
    void what_was_trimmed_while_this_member_had_it_is_cleared() {
        deliverTo("a", 3);
        redis.client()
                .xdel("jobs", redis.client().xrange("jobs", "-", "+").get(1).getID());

        reader("a", "", this::note);

        awaitHandled("0", "2");
        awaitPending(0);
    }

    @Test
    void the_own_backlog_is_resumed_at_once_however_long_it_is() {
        deliverTo("a", 35);

        reader("a", "claimIdle=60000", this::note);

        awaitHandled(numbers(0, 35));
        awaitPending(0);
    }

    @Test
    void a_stream_that_is_deleted_while_it_is_read_is_read_again() {
        reader("a", "block=2000", this::note);
        add(0, 1);
        awaitHandled("0");

        redis.client().del("jobs");
        add(1, 2);
        awaitHandled("0", "1");

        redis.client().flushAll();
        add(2, 3);
        awaitHandled("0", "1", "2");
        awaitPending(0);
    }

    @Test
    void a_stop_within_a_batch_finishes_what_was_begun_and_leaves_exactly_the_rest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        add(0, 10);
        CamelNode first = reader("a", "", exchange -> {
            note(exchange);
            begun.countDown();
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> first.camel().suspend());
        await("the stop has begun").until(() -> first.isLeaving("jobs"));
        end.countDown();
        stopping.get(10, TimeUnit.SECONDS);
        first.close();
        assertThat(handled).containsExactly("0");
        assertThat(pending()).isEqualTo(9);

        reader("b", "claimIdle=100", this::note);
        awaitHandled(numbers(0, 10));
        awaitPending(0);
    }

    @Test
    void a_reader_that_is_resumed_goes_on_with_the_rest_of_its_batch() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        add(0, 10);
        CamelNode node = reader("a", "claimIdle=60000", exchange -> {
            note(exchange);
            begun.countDown();
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> node.camel().suspend());
        await("the stop has begun").until(() -> node.isLeaving("jobs"));
        end.countDown();
        stopping.get(10, TimeUnit.SECONDS);

        node.camel().resume();

        awaitHandled(numbers(0, 10));
        awaitPending(0);
    }

    @Test
    void four_at_once_handle_each_entry_once() {
        CountDownLatch four = new CountDownLatch(4);
        add(0, 400);

        reader("a", "concurrentConsumers=4", exchange -> {
            four.countDown();
            assertThat(four.await(10, TimeUnit.SECONDS)).as("four at once").isTrue();
            note(exchange);
        });

        await("all are handled").until(() -> handled.size() >= 400);
        awaitPending(0);
        assertThat(handled).containsExactlyInAnyOrder(numbers(0, 400));
    }

    @Test
    void concurrency_changes_while_the_route_runs_and_nothing_is_lost_or_delivered_again() {
        AtomicInteger atOnce = new AtomicInteger(1);
        Semaphore go = new Semaphore(0);
        List<Object> again = new CopyOnWriteArrayList<>();
        nodes.add(new CamelNode("a", redis.client())
                .bind("atOnce", (IntSupplier) atOnce::get)
                .route(routes -> routes.from("redis-stream:jobs?group=g&block=50&concurrency=#atOnce")
                        .routeId("jobs")
                        .process(exchange -> {
                            note(exchange);
                            if (exchange.getMessage().getHeader("CamelRedisStreamRedelivered") != null)
                                again.add(exchange.getMessage().getBody());
                            assertThat(go.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                        }))
                .start());
        add(0, 20);
        await("one is begun").until(() -> handled.size() == 1 && pending() == 1);

        atOnce.set(3);
        await("two more are, beside the slow one").until(() -> handled.size() == 3 && pending() == 3);
        atOnce.set(1);
        go.release(3);
        await("one at a time again").until(() -> handled.size() == 4 && pending() == 1);
        atOnce.set(4);
        await("four at once").until(() -> handled.size() == 7 && pending() == 4);
        go.release(100);

        await("all are handled").until(() -> handled.size() == 20);
        awaitPending(0);
        assertThat(handled).containsExactlyInAnyOrder(numbers(0, 20));
        assertThat(again).isEmpty();
    }

    @Test
    void no_more_is_read_than_there_are_free_places() {
        CountDownLatch end = new CountDownLatch(1);
        add(0, 10);

        reader("a", "count=3&concurrentConsumers=3", exchange -> {
            note(exchange);
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        });

        await("three are begun").until(() -> handled.size() == 3);
        assertThat(pending()).isEqualTo(3);
        end.countDown();
        await("all are handled").until(() -> handled.size() == 10);
        awaitPending(0);
    }

    @Test
    void what_was_read_together_is_opened_and_written_together() {
        List<Integer> written = new CopyOnWriteArrayList<>();
        add(0, 10);
        StreamReader<String> opener = (server, entries) -> entries.stream()
                .map(each -> each.entry().field("n"))
                .map(n -> n.equals("4") ? null : n)
                .toList();
        PipelinedWriter<String> writer = (pipeline, key, bodies) -> {
            written.add(bodies.size());
            var ids = bodies.stream()
                    .map(n -> pipeline.xadd(key, NEW_ENTRY, Map.of("n", n)))
                    .toList();
            return () -> ids.stream().map(id -> id.get().toString()).toList();
        };
        nodes.add(new CamelNode("a", redis.client())
                .bind("opener", opener)
                .bind("writer", writer)
                .route(routes -> routes.from("redis-stream:jobs?group=g&block=50&reader=#opener")
                        .routeId("jobs")
                        .to("redis-stream:out?writer=#writer&gather=true"))
                .start());

        await("all but the one with nothing to do are written")
                .untilAsserted(() -> assertThat(redis.client().xlen("out")).isEqualTo(9));
        awaitPending(0);
        assertThat(written).containsExactly(9);
    }

    @Test
    void what_is_done_does_not_wait_for_a_slow_one_behind_it() {
        CountDownLatch end = new CountDownLatch(1);
        add(0, 2);
        PipelinedWriter<StreamEntry> writer = (pipeline, key, bodies) -> {
            var ids = bodies.stream()
                    .map(entry -> pipeline.xadd(key, NEW_ENTRY, entry.fields()))
                    .toList();
            return () -> ids.stream().map(id -> id.get().toString()).toList();
        };
        nodes.add(new CamelNode("a", redis.client())
                .bind("writer", writer)
                .route(routes -> routes.from("redis-stream:jobs?group=g&block=50")
                        .routeId("jobs")
                        .process(exchange -> {
                            note(exchange);
                            if (handled.size() == 2)
                                assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
                        })
                        .to("redis-stream:out?writer=#writer&gather=true"))
                .start());

        await("the first is written while the second is worked on")
                .untilAsserted(() -> assertThat(redis.client().xlen("out")).isEqualTo(1));
        end.countDown();
        awaitPending(0);
        assertThat(redis.client().xlen("out")).isEqualTo(2);
    }

    @Test
    void a_group_that_is_destroyed_begins_again_after_what_is_finished() {
        reader("a", "claimIdle=100&placeKey=place", this::note);
        add(0, 3);
        awaitHandled("0", "1", "2");
        String last =
                redis.client().xrevrange("jobs", "+", "-", 1).get(0).getID().toString();
        await("the place is noted")
                .untilAsserted(() -> assertThat(redis.client().get("place")).isEqualTo(last));

        redis.client().xgroupDestroy("jobs", "g");
        add(3, 4);

        awaitHandled("0", "1", "2", "3");
        awaitPending(0);
    }

    @Test
    void members_that_are_gone_are_taken_off_the_list_when_they_hold_nothing() {
        deliverTo("dead", 2);
        redis.client().xgroupCreateConsumer("jobs", "g", "idle");

        CamelNode node = reader("a", "claimIdle=100", this::note);

        awaitHandled("0", "1");
        await("nobody else is on the list")
                .untilAsserted(() -> assertThat(members()).containsExactly("a"));
        node.close();
        assertThat(members()).isEmpty();
    }

    @Test
    void what_a_stopped_member_had_not_begun_goes_to_another_at_once() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        add(0, 4);
        CamelNode first = reader("a", "claimIdle=600000", exchange -> {
            note(exchange);
            begun.countDown();
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(first::close);
        await("the stop has begun").until(() -> first.isLeaving("jobs"));
        end.countDown();
        stopping.get(10, TimeUnit.SECONDS);

        reader("b", "claimIdle=600000", this::note);

        awaitHandled("0", "1", "2", "3");
        awaitPending(0);
    }

    private static List<String> members() {
        return redis.client().xinfoConsumers2("jobs", "g").stream()
                .map(member -> member.getName())
                .toList();
    }

    private CamelNode reader(String name, String options, Processor work) {
        String block = options.contains("block=") ? "" : "&block=50";
        String uri = "redis-stream:jobs?group=g" + block + (options.isEmpty() ? "" : "&" + options);
        CamelNode node = new CamelNode(name, redis.client())
                .route(routes -> routes.from(uri).routeId("jobs").process(work))
                .start();
        nodes.add(node);
        return node;
    }

    private void note(Exchange exchange) {
        handled.add(exchange.getMessage().getBody(StreamEntry.class).field("n"));
    }

    private static void add(int from, int to) {
        for (int i = from; i < to; i++) redis.client().xadd("jobs", NEW_ENTRY, Map.of("n", "" + i));
    }

    private static void deliverTo(String member, int entries) {
        add(0, entries);
        redis.client().xgroupCreate("jobs", "g", new StreamEntryID("0-0"), true);
        redis.client()
                .xreadGroup(
                        "g",
                        member,
                        new XReadGroupParams().count(entries),
                        Map.of("jobs", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        assertThat(pending()).isEqualTo(entries);
    }

    private void awaitHandled(String... expected) {
        await("handled")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(handled).containsExactly(expected));
    }

    private static void awaitPending(long expected) {
        await("acknowledged").untilAsserted(() -> assertThat(pending()).isEqualTo(expected));
    }

    private static long pending() {
        return redis.client().xpending("jobs", "g").getTotal();
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toArray(String[]::new);
    }
}
