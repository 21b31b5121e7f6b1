package marketswarm.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RedisProcess;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** A server with an append-only file, to be killed and started again on its port and its data. */
final class DrillRedis implements AutoCloseable {

    private final Run run;
    private final String fsync;
    private final int port;
    private final UnifiedJedis client;
    private Background process;

    DrillRedis(Run run, String fsync) throws Exception {
        this.run = run;
        this.fsync = fsync;
        this.port = RedisProcess.freePort();
        this.client = RedisServers.open(url(), "drill");
        this.process = start();
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    UnifiedJedis client() {
        return client;
    }

    private Background start() throws Exception {
        List<String> command = List.of(
                RedisServer.program(),
                "--bind",
                "127.0.0.1",
                "--port",
                "" + port,
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                fsync,
                "--dir",
                run.folder().toAbsolutePath().toString());
        Background started = Background.start(run, "redis-" + System.nanoTime(), command, Map.of());
        while (!answers()) {
            if (!started.isAlive()) throw new IllegalStateException("drill: redis did not start, see " + started.log());
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return started;
    }

    private boolean answers() {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException notYet) {
            return false;
        }
    }

    /** SIGKILL, and back again. */
    void killAndRestart() throws Exception {
        process.kill();
        process = start();
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
