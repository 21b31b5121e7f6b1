package marketswarm.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Moves the slot of one key from one server of a cluster to another, as {@code redis-cli --cluster reshard} does. */
public final class SlotMove implements AutoCloseable {

    private static final Duration WITHIN = Duration.ofSeconds(30);

    private final RedisProcess from;
    private final RedisProcess to;
    private final UnifiedJedis source;
    private final UnifiedJedis target;

    private SlotMove(RedisProcess from, RedisProcess to) {
        this.from = from;
        this.to = to;
        this.source = from.open();
        this.target = to.open();
    }

    /** @param to is made known to the other first */
    public static SlotMove between(RedisProcess from, RedisProcess to) throws InterruptedException {
        SlotMove move = new SlotMove(from, to);
        String busPort = text(move.source.sendCommand(Command.CLUSTER, "NODES")).replaceAll("(?s).*?@(\\d+).*", "$1");
        move.target.sendCommand(Command.CLUSTER, "MEET", "127.0.0.1", String.valueOf(from.port()), busPort);
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (!knowsTheOther(move.source) || !knowsTheOther(move.target) || !serves(move.target)) {
            if (System.nanoTime() > deadline) throw new IllegalStateException("redis: the servers do not meet");
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return move;
    }

    /** Asks the key's new server when all is done. */
    public void move(String key) {
        String slot = String.valueOf(JedisClusterCRC16.getSlot(key));
        target.sendCommand(Command.CLUSTER, "SETSLOT", slot, "IMPORTING", id(source));
        source.sendCommand(Command.CLUSTER, "SETSLOT", slot, "MIGRATING", id(target));
        source.sendCommand(
                Command.MIGRATE,
                "127.0.0.1",
                String.valueOf(to.port()),
                "",
                "0",
                "10000",
                "AUTH",
                from.password(),
                "KEYS",
                key);
        target.sendCommand(Command.CLUSTER, "SETSLOT", slot, "NODE", id(target));
        source.sendCommand(Command.CLUSTER, "SETSLOT", slot, "NODE", id(target));
    }

    private static boolean knowsTheOther(UnifiedJedis server) {
        return text(server.sendCommand(Command.CLUSTER, "INFO")).contains("cluster_known_nodes:2");
    }

    private static boolean serves(UnifiedJedis server) {
        return text(server.sendCommand(Command.CLUSTER, "INFO")).contains("cluster_state:ok");
    }

    private static String id(UnifiedJedis server) {
        return text(server.sendCommand(Command.CLUSTER, "MYID"));
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
