package marketswarm.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A Redis Cluster on loopback: some masters, each with one replica, which follows it within seconds when it is killed. */
public final class ClusterRedis implements AutoCloseable {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int SLOTS = 16_384;
    private static final int KEYS_AT_ONCE = 100;

    private final List<RedisProcess> masters = new ArrayList<>();
    private final List<RedisProcess> replicas = new ArrayList<>();

    private ClusterRedis() {}

    public static ClusterRedis start(Path directory, String password, int masters)
            throws IOException, InterruptedException {
        ClusterRedis cluster = new ClusterRedis();
        for (int i = 0; i < masters; i++) {
            cluster.masters.add(RedisProcess.clusterNode(directory.resolve("master-" + i), password));
            cluster.replicas.add(RedisProcess.clusterNode(directory.resolve("replica-" + i), password));
        }
        cluster.meet();
        cluster.divide();
        cluster.replicate();
        return cluster;
    }

    private List<RedisProcess> all() {
        List<RedisProcess> all = new ArrayList<>(masters);
        all.addAll(replicas);
        return all;
    }

    private void meet() throws InterruptedException {
        List<RedisProcess> all = all();
        for (int i = 0; i < all.size(); i++) {
            tell(all.get(i), "SET-CONFIG-EPOCH", String.valueOf(i + 1));
            String busPort = tell(all.get(i), "NODES").replaceAll("(?s).*?@(\\d+).*", "$1");
            if (i > 0)
                tell(all.get(0), "MEET", "127.0.0.1", String.valueOf(all.get(i).port()), busPort);
        }
        await(() -> all.stream()
                .allMatch(one -> tell(one, "INFO").contains("cluster_known_nodes:" + all.size())
                        && !tell(one, "NODES").contains("handshake")));
    }

    private void divide() throws InterruptedException {
        int share = SLOTS / masters.size();
        for (int i = 0; i < masters.size(); i++) {
            int last = i == masters.size() - 1 ? SLOTS - 1 : (i + 1) * share - 1;
            tell(masters.get(i), "ADDSLOTSRANGE", String.valueOf(i * share), String.valueOf(last));
        }
        await(() -> all().stream().allMatch(one -> tell(one, "INFO").contains("cluster_state:ok")));
    }

    private void replicate() throws InterruptedException {
        for (int i = 0; i < masters.size(); i++) tell(replicas.get(i), "REPLICATE", tell(masters.get(i), "MYID"));
        await(() -> replicas.stream().allMatch(one -> info(one).contains("master_link_status:up")));
        await(() -> IntStream.range(0, masters.size())
                .allMatch(i -> info(masters.get(i)).contains("connected_slaves:1")));
    }

    public String url() {
        String hosts = masters.stream().map(one -> "127.0.0.1:" + one.port()).collect(Collectors.joining(","));
        return "redis-cluster://:" + masters.get(0).password() + "@" + hosts;
    }

    /** The masters at the start. */
    public List<RedisProcess> masters() {
        return masters;
    }

    /** In the order of their masters. */
    public List<RedisProcess> replicas() {
        return replicas;
    }

    /** Which of the first masters serves the slot of a key, as the other servers see it. */
    public int masterOf(String key) {
        String slot = String.valueOf(JedisClusterCRC16.getSlot(key));
        for (int i = 0; i < masters.size(); i++) if (serves(masters.get(i), Integer.parseInt(slot))) return i;
        throw new IllegalStateException("redis: none of the first masters serves " + key);
    }

    private static boolean serves(RedisProcess server, int slot) {
        String own = tell(server, "NODES")
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElse("");
        String[] words = own.split(" ");
        for (int i = 8; i < words.length; i++) {
            String[] range = words[i].split("-");
            if (words[i].startsWith("[")) continue;
            if (Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1])) return true;
        }
        return false;
    }

    /** Moves the slot of a key with all that is in it, while it is written to, as {@code redis-cli --cluster reshard} does. */
    public void moveSlotOf(String key, int to) throws InterruptedException {
        RedisProcess source = masters.get(masterOf(key));
        RedisProcess target = masters.get(to);
        String slot = String.valueOf(JedisClusterCRC16.getSlot(key));
        tell(target, "SETSLOT", slot, "IMPORTING", tell(source, "MYID"));
        tell(source, "SETSLOT", slot, "MIGRATING", tell(target, "MYID"));
        try (UnifiedJedis from = source.open()) {
            while ((Long) from.sendCommand(Command.CLUSTER, "COUNTKEYSINSLOT", slot) > 0)
                migrate(from, source, target, slot);
        }
        tell(target, "SETSLOT", slot, "NODE", tell(target, "MYID"));
        tell(source, "SETSLOT", slot, "NODE", tell(target, "MYID"));
    }

    private static void migrate(UnifiedJedis from, RedisProcess source, RedisProcess target, String slot) {
        List<?> keys = (List<?>) from.sendCommand(Command.CLUSTER, "GETKEYSINSLOT", slot, String.valueOf(KEYS_AT_ONCE));
        List<String> command = new ArrayList<>(List.of(
                "127.0.0.1", String.valueOf(target.port()), "", "0", "10000", "AUTH", source.password(), "KEYS"));
        keys.forEach(key -> command.add(new String((byte[]) key, StandardCharsets.UTF_8)));
        from.sendCommand(Command.MIGRATE, command.toArray(String[]::new));
    }

    /** SIGKILL of a first master; returns when its replica serves in its place, and how long that took. */
    public Duration killMaster(int which) throws InterruptedException {
        long start = System.nanoTime();
        masters.get(which).kill();
        await(() -> info(replicas.get(which)).contains("role:master")
                && tell(replicas.get(which), "INFO").contains("cluster_state:ok"));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String info(RedisProcess server) {
        try (UnifiedJedis client = server.open()) {
            return client.info("replication");
        }
    }

    private static String tell(RedisProcess server, String... words) {
        try (UnifiedJedis client = server.open()) {
            Object answer = client.sendCommand(Command.CLUSTER, words);
            return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(answer);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("redis: the cluster does not get ready");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (JedisException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (RedisProcess one : all()) one.close();
    }
}
