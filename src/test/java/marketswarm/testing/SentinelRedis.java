package marketswarm.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A master, its replica and three sentinels on loopback; when the master is gone, they make the replica the master. */
public final class SentinelRedis implements AutoCloseable {

    private static final String MASTER = "market";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
    private static final int SENTINELS = 3;

    private final RedisProcess master;
    private final RedisProcess replica;
    private final List<Process> sentinels = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    private SentinelRedis(RedisProcess master, RedisProcess replica) {
        this.master = master;
        this.replica = replica;
    }

    public static SentinelRedis start(Path directory, String password) throws IOException, InterruptedException {
        RedisProcess master = RedisProcess.start(directory.resolve("master"), password);
        RedisProcess replica = RedisProcess.replicaOf(master, directory.resolve("replica"));
        SentinelRedis all = new SentinelRedis(master, replica);
        for (int i = 0; i < SENTINELS; i++) all.sentinel(Files.createDirectories(directory.resolve("sentinel-" + i)));
        all.awaitAgreement();
        return all;
    }

    private void sentinel(Path directory) throws IOException {
        int port = RedisProcess.freePort();
        ports.add(port);
        Path settings = directory.resolve("sentinel.conf");
        Files.writeString(
                settings, """
                bind 127.0.0.1
                port %d
                sentinel monitor %s 127.0.0.1 %d 2
                sentinel auth-pass %s %s
                sentinel down-after-milliseconds %s 1000
                sentinel failover-timeout %s 10000
                """.formatted(port, MASTER, master.port(), MASTER, master.password(), MASTER, MASTER));
        sentinels.add(new ProcessBuilder(RedisProcess.program(), settings.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sentinel.log").toFile())
                .start());
    }

    private void awaitAgreement() throws InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (!isAgreed()) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("redis: the sentinels do not agree");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean isAgreed() {
        try (UnifiedJedis client = replica.open()) {
            if (!client.info("replication").contains("master_link_status:up")) return false;
            for (int port : ports) if (!knowsAll(port)) return false;
            return true;
        } catch (JedisException notYet) {
            return false;
        }
    }

    private static boolean knowsAll(int port) {
        try (Jedis sentinel = new Jedis("127.0.0.1", port)) {
            sentinel.sendCommand(Command.SENTINEL, "CKQUORUM", MASTER);
            return sentinel.sentinelSentinels(MASTER).size() == SENTINELS - 1
                    && sentinel.sentinelReplicas(MASTER).size() == 1;
        } catch (JedisDataException notYet) {
            return false;
        }
    }

    /** With the password of the servers behind it. */
    public String url() {
        String hosts = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return "redis-sentinel://:" + master.password() + "@" + hosts + "/" + MASTER;
    }

    /** The first one. */
    public RedisProcess master() {
        return master;
    }

    /** What the sentinels make the master when it is gone. */
    public RedisProcess replica() {
        return replica;
    }

    /** From now on nobody changes what a server is. */
    public void dismissSentinels() throws InterruptedException {
        for (Process sentinel : sentinels) sentinel.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        dismissSentinels();
        master.close();
        replica.close();
    }
}
