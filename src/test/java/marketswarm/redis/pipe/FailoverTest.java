package marketswarm.redis.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import marketswarm.redis.RedisServers;
import marketswarm.testing.Logs;
import marketswarm.testing.RedisProcess;
import marketswarm.testing.SentinelRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** The master is killed under load and the sentinels put its replica in its place. */
class FailoverTest {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverTest.class);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long PLENTY = 64L << 20;

    @RegisterExtension
    final Logs logs = new Logs();

    @TempDir
    private Path folder;

    private final AtomicInteger offered = new AtomicInteger();
    private final AtomicBoolean goOn = new AtomicBoolean(true);

    @Test
    void only_what_redis_itself_forgets_is_lost_and_nothing_is_there_twice() throws Exception {
        try (SentinelRedis redis = SentinelRedis.start(folder.resolve("redis"), "failover-password");
                Pipe<String> pipe = pipe(redis.url())) {
            Thread load = new Thread(() -> offer(pipe), "load");
            load.start();
            await().atMost(LONG).until(() -> offered.get() > 2_000);

            redis.master().kill();

            await("the replica is the master").atMost(LONG).until(() -> isMaster(redis.replica()));
            int then = offered.get();
            await().atMost(LONG).until(() -> offered.get() > then + 2_000);
            goOn.set(false);
            load.join();
            await("all is written").atMost(LONG).until(() -> pipe.counts().waiting() == 0);

            redis.dismissSentinels();
            redis.master().start(); // with what it had answered before it was killed
            List<String> kept = values(redis.replica());
            Set<String> forgotten = new HashSet<>(values(redis.master()));
            forgotten.removeAll(Set.copyOf(kept));
            Set<String> missing = new HashSet<>(numbers(offered.get()));
            missing.removeAll(Set.copyOf(kept));
            LOG.info(
                    "redis: offered={} kept={} forgotten by Redis={} missing={}",
                    offered,
                    kept.size(),
                    forgotten.size(),
                    missing.size());

            assertThat(kept).doesNotHaveDuplicates();
            assertThat(kept.stream().map(Integer::valueOf)).isSorted();
            assertThat(forgotten).as("what only the first master had").containsAll(missing);
        }
        assertThat(logs.text()).doesNotContain("failover-password");
    }

    private void offer(Pipe<String> pipe) {
        try {
            while (goOn.get()) {
                pipe.offer(List.of("a " + offered.getAndIncrement(), "a " + offered.getAndIncrement()));
                TimeUnit.MICROSECONDS.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Pipe<String> pipe(String url) {
        return new Pipe<>(
                RedisServers.address(url, "pipe").orElseThrow(),
                new Lines(),
                new Room(() -> PLENTY, () -> PLENTY, folder.resolve("spill")),
                "mark:",
                (bodies, ids) -> {},
                () -> true,
                Duration.ofSeconds(5));
    }

    private static boolean isMaster(RedisProcess redis) {
        try (UnifiedJedis client = redis.open()) {
            return client.info("replication").contains("role:master");
        }
    }

    private static List<String> values(RedisProcess redis) {
        try (UnifiedJedis client = redis.open()) {
            return client.xrange("s:a", (StreamEntryID) null, null).stream()
                    .map(entry -> entry.getFields().get("v"))
                    .toList();
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
