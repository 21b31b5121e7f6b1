package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import marketswarm.component.aggregation.KeptGroups;
import marketswarm.redis.Json;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RedisProcess;
import marketswarm.truth.RedisLogin;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthStore;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** The users of {@code admin setup --acl}, on real servers that know them. */
class AclFilesTest {

    private static final String TRUTH = """
            {"version": "1", "components": {
               "massive": {"market_redis_setup": {"init_keys": ["market_prices"]}},
               "rss_agg": {}, "vexy_ai": {}, "sse_gateway": {}, "mesh_coordinator": {}, "logger": {}},
             "secrets": {"massive": {"api_key": "canary-1"}, "rss_agg": {"user_agent": "canary-2"}}}""";

    @TempDir
    private Path folder;

    private final ObjectNode document = Json.read(TRUTH, ObjectNode.class);

    @Test
    void a_service_reads_its_own_secrets_and_no_others_and_no_server_as_a_whole() throws Exception {
        AclFiles.write(folder, Truth.of(document));
        try (RedisProcess server = server("system.acl")) {
            try (UnifiedJedis admin = server.open()) {
                new TruthStore(admin).load(document);
            }
            as("rss_agg", server, redis -> {
                assertThat(redis.get("truth:secrets:rss_agg")).contains("canary-2");
                assertThat(redis.get("truth:public")).doesNotContain("canary");
                redis.set("svc:hb:rss_agg", "1");
                isRefused(() -> redis.get("truth:secrets:massive"));
                isRefused(() -> redis.get("truth:doc"));
                isRefused(() -> redis.set("truth:hash", "mine"));
                isRefused(() -> redis.set("svc:hb:massive", "1"));
                isRefused(() -> redis.hset("mesh:state", "massive", "{}"));
                isRefused(redis::flushAll);
                isRefused(redis::flushDB);
                isRefused(() -> redis.keys("*"));
                isRefused(() -> redis.sendCommand(Command.CONFIG, "GET", "dir"));
                isRefused(() -> redis.sendCommand(Command.ACL, "LIST"));
                isRefused(() -> redis.eval("return redis.call('GET', 'truth:doc')"));
            });
        }
    }

    @Test
    void on_market_redis_a_service_writes_its_own_keys_only_and_the_gateway_none() throws Exception {
        AclFiles.write(folder, Truth.of(document));
        try (RedisProcess server = server("market.acl")) {
            as("massive", server, redis -> {
                redis.hset("market_prices", "created_by", "massive");
                redis.publish("market:events", "{}");
                isRefused(() -> redis.set("rss:item:1", "{}"));
            });
            as("vexy_ai", server, redis -> {
                assertThat(redis.get("rss:item:1")).isNull();
                isRefused(() -> redis.set("rss:item:1", "{}"));
                isRefused(() -> redis.hset("market:snapshot:AAPL", "price", "1"));
                isRefused(() -> redis.publish("market:events", "{}"));
            });
            as("sse_gateway", server, redis -> {
                assertThat(redis.hgetAll("market:snapshot:AAPL")).isEmpty();
                isRefused(() -> redis.hset("market:snapshot:AAPL", "price", "1"));
            });
            as("logger", server, redis -> {
                assertThat(redis.ping()).isEqualTo("PONG");
                isRefused(() -> redis.get("rss:item:1"));
            });
        }
    }

    @Test
    void the_user_of_vexy_gathers_briefings_with_the_client_of_camel_redis() throws Exception {
        AclFiles.write(folder, Truth.of(document));
        try (RedisProcess server = server("market.acl");
                CamelContext camel = new DefaultCamelContext()) {
            var groups = new KeptGroups(
                    login("vexy_ai").into(server.bareUrl()), "test", "rss:briefings:windows", List.of(), window -> {});
            groups.start();
            groups.add(camel, "tech", null, exchange(camel, "one"));
            Exchange read = groups.get(camel, "tech");
            read.getMessage().setBody("one, two");
            groups.add(camel, "tech", read, read);

            assertThat(groups.get(camel, "tech").getMessage().getBody()).isEqualTo("one, two");
            assertThat(groups.getKeys()).containsExactly("tech");
            groups.stop();
        }
    }

    private static Exchange exchange(CamelContext camel, String body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        return exchange;
    }

    @Test
    void what_was_written_in_transactions_outlives_a_restart_of_the_server() throws Exception {
        AclFiles.write(folder, Truth.of(document));
        try (RedisProcess server = server("system.acl")) {
            try (UnifiedJedis admin = server.open()) {
                new TruthStore(admin).load(document);
            }

            server.kill();
            server.start();

            try (UnifiedJedis admin = server.open()) {
                assertThat(new TruthStore(admin).read()).isPresent();
            }
        }
    }

    @Test
    void who_brings_no_password_is_refused_whatever_is_asked() throws Exception {
        AclFiles.write(folder, Truth.of(document));
        try (RedisProcess server = server("system.acl");
                UnifiedJedis nobody = RedisServers.open(server.bareUrl(), "nobody")) {
            isRefused(nobody::ping);
            isRefused(() -> nobody.get("truth:public"));
            isRefused(() -> nobody.smembers("svc:list"));
        }
    }

    @Test
    void made_again_passwords_stay_and_the_files_hold_none_of_them() throws Exception {
        AclFiles.write(folder, Truth.of(document));
        String before = Files.readString(folder.resolve("system.acl"));
        AclFiles.write(folder, Truth.of(document));

        assertThat(Files.readString(folder.resolve("system.acl"))).isEqualTo(before);
        assertThat(before).doesNotContain(password("rss_agg"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("passwords/rss_agg"))))
                .isEqualTo("rw-------");
    }

    private RedisProcess server(String aclFile) throws Exception {
        return RedisProcess.withUsers(folder.resolve("data"), folder.resolve(aclFile), "admin:" + password("admin"));
    }

    private void as(String user, RedisProcess server, Consumer<UnifiedJedis> use) {
        try (UnifiedJedis redis = RedisServers.open(login(user).into(server.bareUrl()), user)) {
            use.accept(redis);
        }
    }

    private RedisLogin login(String user) {
        return RedisLogin.of(
                Map.of(
                        "REDIS_PASSWORD_FILE",
                        folder.resolve("passwords").resolve(user).toString()),
                user);
    }

    private String password(String user) throws Exception {
        return Files.readString(folder.resolve("passwords").resolve(user)).strip();
    }

    private static void isRefused(ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfAny(JedisAccessControlException.class, JedisDataException.class)
                .hasMessageFindingMatch("no permissions|can't access|NOAUTH");
    }
}
