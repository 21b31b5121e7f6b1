package marketswarm.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Opens a client for a URL: {@code redis://}, {@code rediss://} (user, password and database in the URL),
 * {@code redis-sentinel://host1,host2/master}, {@code redis-cluster://host1,host2}. No connection is made before the
 * first command.
 */
public final class RedisServers {

    /** Longest BLOCK that a reader may ask for; the client waits {@link #SILENCE} longer before it gives the server up. */
    public static final Duration MAX_BLOCK = Duration.ofSeconds(5);

    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(RedisServers.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int SOCKET_TIMEOUT_MS = 5_000;
    private static final int CONNECTIONS = 64;
    private static final int DEFAULT_PORT = 6379;
    private static final int DEFAULT_SENTINEL_PORT = 26379;

    private RedisServers() {}

    /**
     * @param clientName shown by CLIENT LIST, so that an operator sees who is connected
     * @throws IllegalArgumentException when the URL is none of the forms above; its password is not repeated
     */
    public static UnifiedJedis open(String url, String clientName) {
        URI uri = uri(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        return switch (scheme) {
            case "redis", "rediss" ->
                RedisClient.builder()
                        .hostAndPort(uri.getHost(), port(uri.getPort(), DEFAULT_PORT))
                        .clientConfig(config(uri, clientName))
                        .poolConfig(pool())
                        .build();
            case "redis-sentinel" ->
                RedisSentinelClient.builder()
                        .sentinels(hosts(uri, DEFAULT_SENTINEL_PORT))
                        .masterName(uri.getPath().replaceFirst("^/", ""))
                        .clientConfig(config(uri, clientName))
                        .poolConfig(pool())
                        .build();
            case "redis-cluster" -> ClusterClient.open(hosts(uri, DEFAULT_PORT), config(uri, clientName), pool());
            default ->
                throw new IllegalArgumentException(
                        "redis: " + safe(url) + " is not redis://, rediss://, redis-sentinel:// or redis-cluster://");
        };
    }

    /**
     * The same server for who speaks to it in bytes.
     *
     * @return empty for a cluster, which has no one server
     * @throws IllegalArgumentException as {@link #open} does
     */
    public static Optional<RedisAddress> address(String url, String clientName) {
        URI uri = uri(url);
        JedisClientConfig config = config(uri, clientName);
        return switch (uri.getScheme()) {
            case "redis-cluster" -> Optional.empty();
            case "redis-sentinel" ->
                Optional.of(new RedisAddress(
                        hosts(uri, DEFAULT_SENTINEL_PORT), uri.getPath().replaceFirst("^/", ""), config));
            default ->
                Optional.of(new RedisAddress(
                        Set.of(new HostAndPort(uri.getHost(), port(uri.getPort(), DEFAULT_PORT))), "", config));
        };
    }

    /**
     * Some servers of a cluster, for who brings a client of its own; it names keys as {@link NewsSlot} does.
     *
     * @return empty for one server
     */
    public static Optional<RedisAddress> cluster(String url, String clientName) {
        URI uri = uri(url);
        if (!"redis-cluster".equals(uri.getScheme())) return Optional.empty();
        return Optional.of(new RedisAddress(hosts(uri, DEFAULT_PORT), "", config(uri, clientName)));
    }

    /** A client for each master of a cluster, by its address, to be closed; empty for one server. */
    public static Map<String, UnifiedJedis> masters(UnifiedJedis redis) {
        return redis instanceof ClusterClient cluster ? cluster.masters() : Map.of();
    }

    /**
     * Returns when the server answers; says every few seconds that it is waited for.
     *
     * @throws JedisException when waiting would not help: the server wants other credentials
     */
    public static void await(UnifiedJedis redis, String url) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                redis.ping();
                return;
            } catch (JedisException e) {
                if (!Outage.isAway(e) || e.getCause() instanceof JedisAccessControlException) throw e;
                LOG.warn("redis: waiting for {} next_try_ms={}", safe(url), wait.toMillis());
            }
            Thread.sleep(wait.toMillis());
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    /** The URL without user and password, for people. */
    public static String safe(String url) {
        return url.replaceFirst("//.*@", "//");
    }

    private static URI uri(String url) {
        try {
            URI uri = new URI(url);
            // a list of hosts is no host to Java, nor is a name with an underscore
            boolean several = "redis-sentinel".equals(uri.getScheme()) || "redis-cluster".equals(uri.getScheme());
            if (several ? uri.getAuthority() != null : uri.getHost() != null) return uri;
        } catch (URISyntaxException repeatsThePassword) {
            // hence not the cause of what follows
        }
        throw new IllegalArgumentException("redis: " + safe(url)
                + " is not a URL with a host (letters, digits, - and .; other signs in a password as %XX)");
    }

    private static JedisClientConfig config(URI uri, String clientName) {
        // where none is named, a client that is made while its server is away takes replies for those of another
        // protocol
        var config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP3)
                .clientName(clientName)
                .connectionTimeoutMillis(CONNECT_TIMEOUT_MS)
                .socketTimeoutMillis(SOCKET_TIMEOUT_MS)
                .blockingSocketTimeoutMillis((int) MAX_BLOCK.plus(SILENCE).toMillis());
        if ("rediss".equals(uri.getScheme())) config.sslOptions(SslOptions.defaults());
        login(uri)
                .ifPresent(login ->
                        config.user(JedisURIHelper.getUser(login)).password(JedisURIHelper.getPassword(login)));
        if (uri.getScheme().length() <= "rediss".length()) config.database(JedisURIHelper.getDBIndex(uri));
        return config.build();
    }

    // Java finds no user in an address of several hosts
    private static Optional<URI> login(URI uri) {
        String authority = uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(URI.create("redis://" + authority.substring(0, at) + "@host"));
    }

    private static GenericObjectPoolConfig<Connection> pool() {
        var pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(Duration.ofMillis(SOCKET_TIMEOUT_MS));
        pool.setJmxEnabled(false);
        return pool;
    }

    private static Set<HostAndPort> hosts(URI uri, int defaultPort) {
        String authority = uri.getAuthority().replaceFirst("^[^@]*@", "");
        return Arrays.stream(authority.split(","))
                .map(host -> host.contains(":") ? HostAndPort.from(host) : new HostAndPort(host, defaultPort))
                .collect(Collectors.toSet());
    }

    private static int port(int given, int otherwise) {
        return given > 0 ? given : otherwise;
    }
}
