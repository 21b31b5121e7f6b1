package marketswarm.truth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Services.Mapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** How a process learns who it is: from its environment to its truth. */
public final class Discovery {

    /** The service id of a process that is every service. */
    public static final String EVERY_SERVICE = "all";

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * Who this process is.
     *
     * @param mappings one for each service it runs
     */
    public record Found(String bootstrapUrl, String marketUrl, String instanceId, Truth truth, List<Mapping> mappings) {

        public Found {
            mappings = List.copyOf(mappings);
        }

        /** The services it runs. */
        public List<String> serviceIds() {
            return mappings.stream().map(Mapping::serviceId).toList();
        }
    }

    private Discovery() {}

    /**
     * Waits until Redis answers, then reads the truth and finds the services that {@code SERVICE_ID} names.
     *
     * @param env SERVICE_ID (or {@value #EVERY_SERVICE}), BOOTSTRAP_REDIS_URL and, if given, INSTANCE_ID
     * @throws Misconfigured when waiting would not help
     */
    public static Found from(Map<String, String> env) throws InterruptedException {
        String serviceId = required(env, "SERVICE_ID", "a service such as rss_agg, or all");
        RedisLogin login = RedisLogin.of(env, serviceId);
        String url =
                login.into(required(env, "BOOTSTRAP_REDIS_URL", "System Redis, for example redis://main-redis:6379"));
        try (UnifiedJedis system = open(url, serviceId)) {
            await(system, url);
            Truth truth = new TruthStore(system)
                    .readFor(serviceId.equals(EVERY_SERVICE) ? Services.ALL : List.of(serviceId))
                    .orElseThrow(() -> new Misconfigured(
                            "truth: none is loaded in " + RedisServers.safe(url) + ". Run: ./admin load-truth"));
            List<Mapping> mappings = mappings(serviceId, truth, new Services(system));
            return new Found(url, login.into(truth.marketUrl(url)), instanceId(env), truth, mappings);
        } catch (JedisException e) {
            throw Misconfigured.redis(url, e);
        }
    }

    private static List<Mapping> mappings(String serviceId, Truth truth, Services services) {
        List<Mapping> mappings = serviceId.equals(EVERY_SERVICE)
                ? Services.ALL.stream()
                        .flatMap(id -> services.resolve(id, truth).stream())
                        .filter(mapping -> truth.components().contains(mapping.component()))
                        .toList()
                : services.resolve(serviceId, truth).stream().toList();
        if (mappings.isEmpty()) {
            throw new Misconfigured(
                    "truth: service " + serviceId + " is not registered. Run: ./admin register --service-id "
                            + serviceId + " --component C, where C is one of " + truth.components());
        }
        mappings.forEach(mapping -> truth.component(mapping.component()));
        return mappings;
    }

    private static UnifiedJedis open(String url, String serviceId) {
        if (url.startsWith("redis-cluster:"))
            throw new Misconfigured("truth: BOOTSTRAP_REDIS_URL names a cluster, " + RedisServers.safe(url)
                    + "; System Redis is one server, or one behind sentinels (redis-sentinel://…): a cluster may be"
                    + " Market Redis, buses.market.url in truth.json");
        try {
            return RedisServers.open(url, serviceId);
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("truth: BOOTSTRAP_REDIS_URL cannot be used: " + e.getMessage(), e);
        }
    }

    private static void await(UnifiedJedis system, String url) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                system.ping();
                return;
            } catch (JedisException e) {
                if (Misconfigured.needsCredentials(e)) throw e;
                LOG.warn("truth: waiting for Redis url={} next_ms={}", RedisServers.safe(url), wait.toMillis());
            }
            Thread.sleep(wait.toMillis());
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }

    private static String required(Map<String, String> env, String name, String meaning) {
        String value = env.getOrDefault(name, "").strip();
        if (value.isEmpty()) throw new Misconfigured("truth: " + name + " is not set. Set it to " + meaning);
        return value;
    }

    private static String instanceId(Map<String, String> env) {
        String given = env.getOrDefault("INSTANCE_ID", "").strip();
        return given.isEmpty() ? hostName() + "-" + shortRandom() : given;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "host";
        }
    }

    private static String shortRandom() {
        return Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36 * 36, 36 * 36 * 36 * 36), 36);
    }
}
