package marketswarm.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.RedisServers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A real Redis server of this process alone: loopback, a free port, a random password, append-only file, no eviction.
 * For demo and development; it gets no security patches when it comes from the jar.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final int PASSWORD_BYTES = 32;
    private static final long START_MS = 15_000;
    private static final long STOP_MS = 10_000;
    private static final long BETWEEN_PINGS_MS = 20;

    private final RedisProcess process;
    private final FileChannel lock;
    private final String url;

    private EmbeddedRedis(RedisProcess process, FileChannel lock, String url) {
        this.process = process;
        this.lock = lock;
        this.url = url;
    }

    /**
     * Starts a server on what the directory holds and returns when it answers.
     *
     * @param dataDir made when absent, with access for this user only
     * @throws IllegalStateException with the next step, when there is no server for this platform, when the directory
     *     belongs to another running one, or when the server does not answer
     */
    public static EmbeddedRedis start(Path dataDir) {
        Path directory = ownDirectory(dataDir.toAbsolutePath());
        FileChannel lock = lock(directory);
        try {
            RedisBinary binary = RedisBinary.find();
            String password = password();
            int port = RedisProcess.freePort();
            RedisProcess process = RedisProcess.launch(binary, directory, port, password);
            EmbeddedRedis redis =
                    new EmbeddedRedis(process, lock, "redis://default:" + password + "@127.0.0.1:" + port);
            redis.awaitAnswer(directory);
            LOG.info("demo: Redis for development only, binary={} port={} dir={}", binary.path(), port, directory);
            return redis;
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    /** {@code redis://default:<password>@127.0.0.1:<port>}; the password is in it, so it never goes into a log. */
    public String url() {
        return url;
    }

    /** The process id of the server. */
    public long pid() {
        return process.pid();
    }

    /** Ends the server, which saves what it holds; returns when the process is gone. */
    @Override
    public void close() {
        process.stop(STOP_MS);
        release(lock);
    }

    private void awaitAnswer(Path directory) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        try (UnifiedJedis client = RedisServers.open(url, "embedded-redis")) {
            while (!answers(client)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IllegalStateException("demo: the embedded Redis did not start; see "
                            + directory.resolve(RedisProcess.LOG_FILE)
                            + ", or name another server by BOOTSTRAP_REDIS_URL");
                }
                TimeUnit.MILLISECONDS.sleep(BETWEEN_PINGS_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("demo: interrupted while the embedded Redis started", e);
        }
    }

    private static boolean answers(UnifiedJedis client) {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException e) {
            LOG.trace("demo: the embedded Redis does not answer yet");
            return false;
        }
    }

    private static String password() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static Path ownDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            return directory;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "demo: cannot make " + directory + " for this user alone; choose another directory", e);
        }
    }

    /** Two servers on one append-only file would ruin it. */
    private static FileChannel lock(Path directory) {
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) return channel;
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("demo: cannot write into " + directory, e);
        }
        throw new IllegalStateException(
                "demo: another MarketSwarm uses " + directory + "; stop it or choose another directory");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void release(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("demo: the lock of the Redis directory could not be released", e);
        }
    }
}
