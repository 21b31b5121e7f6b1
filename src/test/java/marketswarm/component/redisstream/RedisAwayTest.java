package marketswarm.component.redisstream;

import static org.apache.camel.health.HealthCheck.State.DOWN;
import static org.apache.camel.health.HealthCheck.State.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redis.clients.jedis.StreamEntryID.NEW_ENTRY;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import marketswarm.component.CamelNode;
import marketswarm.redis.Outage;
import marketswarm.redis.StreamEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RedisAwayTest {

    @TempDir
    Path directory;

    @Test
    void readers_outlive_a_server_that_is_killed_and_started_again() throws Exception {
        List<String> grouped = new CopyOnWriteArrayList<>();
        List<String> tailed = new CopyOnWriteArrayList<>();
        CountDownLatch back = new CountDownLatch(1);
        try (OwnRedis server = new OwnRedis(directory)) {
            server.start();
            try (var redis = server.open();
                    CamelNode node = new CamelNode("a", redis)) {
                node.route(routes -> routes.from("redis-stream:jobs?group=g&block=200&claimIdle=60000")
                                .routeId("group")
                                .process(exchange -> {
                                    String n = exchange.getMessage()
                                            .getBody(StreamEntry.class)
                                            .field("n");
                                    grouped.add(n);
                                    if (n.equals("1"))
                                        assertThat(back.await(30, TimeUnit.SECONDS))
                                                .isTrue();
                                }))
                        .route(routes -> routes.from("redis-stream:jobs?block=200&from=#start")
                                .routeId("tail")
                                .process(exchange -> {
                                    for (Object entry : exchange.getMessage().getBody(List.class))
                                        tailed.add(((StreamEntry) entry).field("n"));
                                }));
                node.bind("start", marketswarm.redis.StreamTail.now(redis)).start();
                node.send("redis-stream:jobs", List.of(Map.of("n", "0"), Map.of("n", "1"), Map.of("n", "2")));
                await("the reader is in the middle of a batch").until(() -> grouped.contains("1"));
                await("the tail has seen the batch").until(() -> tailed.size() == 3);
                assertThat(node.health("tail")).isEqualTo(UP);

                server.kill();
                await("the routes tell that they cannot read").until(() -> node.health("tail") == DOWN);
                assertThat(Outage.isAway(
                                node.send("redis-stream:jobs", Map.of("n", "x")).getException()))
                        .isTrue();
                server.start();
                back.countDown();
                await("writing works again, once no connection of before is left")
                        .until(() ->
                                node.send("redis-stream:jobs", Map.of("n", "3")).getException() == null);

                await("both routes read on").untilAsserted(() -> {
                    assertThat(grouped).containsExactly("0", "1", "2", "3");
                    assertThat(tailed).containsExactly("0", "1", "2", "3");
                    assertThat(redis.xpending("jobs", "g").getTotal()).isZero();
                });
                await("and say so").until(() -> node.health("tail") == UP && node.health("group") == UP);
            }
        }
    }

    @Test
    void a_route_starts_without_a_server_and_reads_when_it_comes() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (OwnRedis server = new OwnRedis(directory);
                var redis = server.open();
                CamelNode node = new CamelNode("a", redis)) {
            node.route(routes -> routes.from("redis-stream:jobs?group=g&block=200")
                            .routeId("group")
                            .process(exchange -> seen.add(exchange.getMessage()
                                    .getBody(StreamEntry.class)
                                    .field("n"))))
                    .start();
            await("the route tells that it cannot read").until(() -> node.health("group") == DOWN);

            server.start();
            redis.xadd("jobs", NEW_ENTRY, Map.of("n", "0"));

            await("the entry is handled").untilAsserted(() -> assertThat(seen).containsExactly("0"));
            await("and the route is well").until(() -> node.health("group") == UP);
        }
    }
}
