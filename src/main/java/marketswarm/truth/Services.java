package marketswarm.truth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** The registry in System Redis: which service reads which component and which scope of secrets. */
public final class Services {

    /** Every service that this program can be, in the order in which they are started together. */
    public static final List<String> ALL =
            List.of("massive", "rss_agg", "vexy_ai", "sse_gateway", "mesh_coordinator", "logger");

    /**
     * What a service reads.
     *
     * @param component name of its part of the truth
     * @param secretScope name of its secrets
     */
    public record Mapping(String serviceId, String component, String secretScope) {

        /** Component and scope of the service's own name. */
        public static Mapping same(String serviceId) {
            return new Mapping(serviceId, serviceId, serviceId);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Services.class);
    private static final String COMPONENT = "component";
    private static final String SECRET_SCOPE = "secret_scope";

    private final UnifiedJedis system;

    public Services(UnifiedJedis system) {
        this.system = system;
    }

    /** Registers a service, or changes what it reads. */
    public Mapping register(String serviceId, String component, String secretScope) {
        try (var multi = system.multi()) {
            multi.sadd(Keys.SERVICES.key(), serviceId);
            multi.hset(Keys.SERVICE_CONFIG.of(serviceId), Map.of(COMPONENT, component, SECRET_SCOPE, secretScope));
            multi.exec();
        }
        return new Mapping(serviceId, component, secretScope);
    }

    /** @return whether it was registered */
    public boolean unregister(String serviceId) {
        try (var multi = system.multi()) {
            var listed = multi.srem(Keys.SERVICES.key(), serviceId);
            var configured = multi.del(Keys.SERVICE_CONFIG.of(serviceId));
            multi.exec();
            return listed.get() + configured.get() > 0;
        }
    }

    /** All registered services by name. */
    public List<Mapping> list() {
        return system.smembers(Keys.SERVICES.key()).stream()
                .sorted()
                .map(id -> find(id).orElseGet(() -> Mapping.same(id)))
                .toList();
    }

    /** A registered service. */
    public Optional<Mapping> find(String serviceId) {
        Map<String, String> config = system.hgetAll(Keys.SERVICE_CONFIG.of(serviceId));
        return Optional.ofNullable(config.get(COMPONENT))
                .map(component -> new Mapping(serviceId, component, config.getOrDefault(SECRET_SCOPE, component)));
    }

    /** A registered service, else one for which truth has a component of the same name. */
    public Optional<Mapping> resolve(String serviceId, Truth truth) {
        Optional<Mapping> registered = find(serviceId);
        if (registered.isPresent() || !truth.components().contains(serviceId)) return registered;
        LOG.info("truth: not registered, component of the same name taken service={}", serviceId);
        return Optional.of(Mapping.same(serviceId));
    }
}
