package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.truth.Services.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.embedded.RedisServer;

class DiscoveryTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private Map<String, String> env(String serviceId) {
        return Map.of("SERVICE_ID", serviceId, "BOOTSTRAP_REDIS_URL", redis.url(), "INSTANCE_ID", "i-1");
    }

    private void load(String components) {
        new TruthStore(redis.client())
                .load(Json.read("{\"version\":\"1\",\"components\":" + components + "}", ObjectNode.class));
    }

    @Test
    void a_registered_service_finds_its_component_and_scope() throws Exception {
        load("{\"news\":{\"meta\":{\"service_id\":\"rss_agg\"}}}");
        new Services(redis.client()).register("rss_agg", "news", "feeds");

        var found = Discovery.from(env("rss_agg"));

        assertThat(redis.client().smembers("svc:list")).containsExactly("rss_agg");
        assertThat(redis.client().hgetAll("svc:cfg:rss_agg"))
                .isEqualTo(Map.of("component", "news", "secret_scope", "feeds"));
        assertThat(found.mappings()).containsExactly(new Mapping("rss_agg", "news", "feeds"));
        assertThat(found.bootstrapUrl()).isEqualTo(redis.url());
        assertThat(found.instanceId()).isEqualTo("i-1");
        assertThat(found.truth().version()).isEqualTo("1");
    }

    @Test
    void the_scope_is_the_component_when_none_is_registered() {
        redis.client().hset("svc:cfg:x", "component", "logger");

        assertThat(new Services(redis.client()).find("x")).contains(new Mapping("x", "logger", "logger"));
    }

    @Test
    void an_unregistered_service_takes_the_component_of_its_own_name() throws Exception {
        load("{\"logger\":{}}");

        assertThat(Discovery.from(env("logger")).mappings()).containsExactly(Mapping.same("logger"));
    }

    @Test
    void all_is_every_service_that_has_a_component() throws Exception {
        load("{\"logger\":{},\"massive\":{},\"feeds\":{\"meta\":{\"service_id\":\"rss_agg\"}}}");
        new Services(redis.client()).register("rss_agg", "feeds", "feeds");

        assertThat(Discovery.from(env("all")).serviceIds()).containsExactly("massive", "rss_agg", "logger");
    }

    @Test
    void an_instance_without_a_name_gets_one_that_another_does_not_have() throws Exception {
        load("{\"logger\":{}}");
        var env = Map.of("SERVICE_ID", "logger", "BOOTSTRAP_REDIS_URL", redis.url());

        assertThat(Discovery.from(env).instanceId())
                .matches(".+-[a-z0-9]{4}")
                .isNotEqualTo(Discovery.from(env).instanceId());
    }

    @Test
    void what_is_missing_is_one_line_that_says_what_to_do() {
        assertMisconfigured(Map.of(), "truth: SERVICE_ID is not set. Set it to a service such as rss_agg, or all");
        assertMisconfigured(
                Map.of("SERVICE_ID", "logger"),
                "truth: BOOTSTRAP_REDIS_URL is not set. Set it to System Redis, for example redis://main-redis:6379");
        assertMisconfigured(
                Map.of("SERVICE_ID", "logger", "BOOTSTRAP_REDIS_URL", "http://u:canary@x"),
                "truth: BOOTSTRAP_REDIS_URL cannot be used: redis: http://x is not redis://, rediss://, redis-sentinel:// or redis-cluster://");
        assertMisconfigured(
                Map.of("SERVICE_ID", "logger", "BOOTSTRAP_REDIS_URL", "redis-cluster://u:canary@x"),
                "truth: BOOTSTRAP_REDIS_URL names a cluster, redis-cluster://x; System Redis is one server, or one behind"
                        + " sentinels (redis-sentinel://…): a cluster may be Market Redis, buses.market.url in truth.json");
        assertMisconfigured(env("logger"), "truth: none is loaded in " + redis.url() + ". Run: ./admin load-truth");
    }

    @Test
    void a_service_nobody_registered_is_told_which_components_there_are() {
        load("{\"logger\":{}}");

        assertMisconfigured(
                env("rss_agg"),
                "truth: service rss_agg is not registered. Run: ./admin register --service-id rss_agg --component C, where C is one of [logger]");
    }

    @Test
    void a_registered_component_that_truth_no_longer_has_is_said() {
        load("{\"logger\":{}}");
        new Services(redis.client()).register("rss_agg", "news", "news");

        assertThatThrownBy(() -> Discovery.from(env("rss_agg")))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("component news is not in truth 1, which has [logger]");
    }

    @Test
    void a_redis_that_comes_later_is_waited_for() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var env = Map.of("SERVICE_ID", "logger", "BOOTSTRAP_REDIS_URL", "redis://127.0.0.1:" + port);
        var answer = CompletableFuture.supplyAsync(() -> {
            try {
                return Discovery.from(env).instanceId();
            } catch (Misconfigured | InterruptedException e) {
                return e.getMessage();
            }
        });
        var late = RedisServer.builder().port(port).setting("bind 127.0.0.1").build();
        late.start();
        try {
            assertThat(answer.get(30, TimeUnit.SECONDS)).contains("none is loaded");
        } finally {
            late.stop();
        }
    }

    private static void assertMisconfigured(Map<String, String> env, String message) {
        assertThatThrownBy(() -> Discovery.from(env))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(message);
    }
}
