package marketswarm.component.redisdue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import marketswarm.component.CamelNode;
import marketswarm.redis.DueSet;
import marketswarm.testing.RealRedis;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

@Timeout(30)
class RedisDueTest {

    private static final String NEXT = "CamelRedisDueNext";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final List<CamelNode> nodes = new ArrayList<>();
    private final List<String> worked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(CamelNode::close);
    }

    @Test
    void a_member_is_worked_on_when_it_is_due_and_not_before() {
        due("soon", System.currentTimeMillis() + 700);
        due("late", System.currentTimeMillis() + 3_600_000);
        due("now", 1);

        worker("", this::note);

        await("what is due is worked on").until(() -> worked.contains("now"));
        assertThat(worked).containsExactly("now");
        await("what falls due follows").untilAsserted(() -> assertThat(worked).containsExactly("now", "soon"));
        assertThat(redis.client().zscore("due", "late")).isGreaterThan(System.currentTimeMillis());
    }

    @Test
    void without_a_next_time_the_member_is_removed() {
        due("once", 1);

        worker("", this::note);

        await("it is done for good").until(() -> redis.client().zcard("due") == 0);
        assertThat(worked).containsExactly("once");
    }

    @Test
    void the_next_time_is_the_routes_to_say() {
        due("feed", 1);

        worker("", exchange -> {
            note(exchange);
            exchange.getMessage().setHeader(NEXT, 4_102_444_800_000L);
        });

        await("it is due when the route has said")
                .untilAsserted(
                        () -> assertThat(redis.client().zscore("due", "feed")).isEqualTo(4_102_444_800_000d));
        assertThat(worked).containsExactly("feed");
    }

    @Test
    void a_failure_falls_due_again_when_its_lease_is_over() {
        due("feed", 1);
        List<Long> times = new CopyOnWriteArrayList<>();

        worker("lease=400", exchange -> {
            times.add(System.nanoTime());
            note(exchange);
            if (worked.size() == 1) throw new IllegalStateException("the first time fails");
        });

        await("the second time it is done").until(() -> redis.client().zcard("due") == 0);
        assertThat(worked).containsExactly("feed", "feed");
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void only_members_with_the_prefix_are_taken() {
        due("tech|https://a.example/feed", 1);
        due("technology|https://b.example/feed", 1);
        due("world|https://c.example/feed", 1);

        worker("prefix=RAW(tech|)", this::note);

        await("the category is worked on").until(() -> redis.client().zcard("due") == 2);
        assertThat(worked).containsExactly("tech|https://a.example/feed");
    }

    @Test
    void two_processes_share_the_members_and_each_is_taken_once() {
        IntStream.range(0, 200).forEach(i -> due("m" + i, i + 1));

        worker("concurrentConsumers=2", this::note);
        worker("concurrentConsumers=2", this::note);

        await("all are worked on").until(() -> redis.client().zcard("due") == 0);
        assertThat(worked)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void what_a_dead_claimer_had_falls_due_for_the_others() {
        due("feed", 1);
        assertThat(new DueSet(redis.client(), "due").claim("", 1, 600)).hasSize(1);

        CamelNode node = worker("", this::note);
        await("it looks").until(() -> node.health("due") == HealthCheck.State.UP);
        assertThat(worked).isEmpty();

        await("it takes over").untilAsserted(() -> assertThat(worked).containsExactly("feed"));
    }

    @Test
    void who_has_lost_its_claim_changes_nothing() {
        due("feed", 1);

        worker("lease=60000", exchange -> {
            note(exchange);
            redis.client().zadd("due", 4_102_444_800_000d, "feed");
        });

        await("it is worked on").until(() -> worked.size() == 1);
        nodes.forEach(CamelNode::close);
        assertThat(redis.client().zscore("due", "feed")).isEqualTo(4_102_444_800_000d);
    }

    @Test
    void a_route_that_stops_waits_for_a_claim_that_is_on_its_way_and_does_its_work() throws Exception {
        due("feed", 1);
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (UnifiedJedis slow = new SlowAnswers(redis.url(), claimed, answer)) {
            CamelNode node = worker(slow, "lease=600000", this::note);
            assertThat(claimed.await(20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stopRoute(node));
            await("it takes nothing more").until(() -> node.isLeaving("due"));
            answer.countDown();

            stopped.get(20, TimeUnit.SECONDS);
            assertThat(worked).containsExactly("feed");
            assertThat(redis.client().zcard("due")).isZero();
        }
    }

    @Test
    void how_many_are_worked_on_at_once_changes_while_the_route_runs() throws Exception {
        IntStream.range(0, 10).forEach(i -> due("m" + i, i + 1));
        AtomicInteger limit = new AtomicInteger(2);
        Semaphore finish = new Semaphore(0);
        CamelNode node = new CamelNode("w", redis.client()).bind("limit", (IntSupplier) limit::get);
        start(node, "concurrency=#limit", exchange -> {
            note(exchange);
            finish.acquire();
        });

        await("two are begun").until(() -> worked.size() == 2);
        limit.set(5);
        await("three more are begun").until(() -> worked.size() == 5);
        limit.set(1);
        finish.release(4);
        await("four are done").until(() -> redis.client().zcard("due") == 6);
        assertThat(worked).as("one is still at work, that is enough now").hasSize(5);
        finish.release(6);
        await("the others follow").until(() -> redis.client().zcard("due") == 0);
        assertThat(worked).hasSize(10).doesNotHaveDuplicates();
    }

    private static void stopRoute(CamelNode node) {
        try {
            node.camel().getRouteController().stopRoute("due");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Holds back the answer to the first script that claims something. */
    private static final class SlowAnswers extends UnifiedJedis {

        private final CountDownLatch claimed;
        private final CountDownLatch answer;

        SlowAnswers(String url, CountDownLatch claimed, CountDownLatch answer) {
            super(new PooledConnectionProvider(HostAndPort.from(URI.create(url).getAuthority())), RedisProtocol.RESP2);
            this.claimed = claimed;
            this.answer = answer;
        }

        @Override
        public Object eval(String script, List<String> keys, List<String> args) {
            Object reply = super.eval(script, keys, args);
            if (reply instanceof List<?> claims && !claims.isEmpty()) {
                claimed.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return reply;
        }
    }

    private CamelNode worker(String options, Processor work) {
        return worker(redis.client(), options, work);
    }

    private CamelNode worker(UnifiedJedis client, String options, Processor work) {
        return start(new CamelNode("w" + nodes.size(), client), options, work);
    }

    private CamelNode start(CamelNode node, String options, Processor work) {
        nodes.add(node);
        String uri = "redis-due:due?delay=50" + (options.isEmpty() ? "" : "&" + options);
        return node.route(routes -> routes.from(uri).routeId("due").process(work))
                .start();
    }

    private void note(Exchange exchange) {
        worked.add(exchange.getMessage().getBody(String.class));
    }

    private static void due(String member, long ms) {
        assertThat(new DueSet(redis.client(), "due").add(member, ms)).isTrue();
    }
}
