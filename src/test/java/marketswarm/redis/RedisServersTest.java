package marketswarm.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import marketswarm.testing.RealRedis;
import marketswarm.testing.RestartableRedis;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.resps.Tuple;

@Timeout(30)
class RedisServersTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void a_client_shows_its_name_and_uses_the_database_of_its_url() {
        redis.client().set("where", "database 0");

        try (var client = RedisServers.open(redis.url() + "/3", "rss_agg-7")) {
            assertThat(client.get("where")).isNull();
            assertThat(new String((byte[]) redis.client().sendCommand(Protocol.Command.CLIENT, "LIST"), US_ASCII))
                    .contains("name=rss_agg-7 ");
        }
    }

    @Test
    void a_client_that_is_made_while_its_server_is_away_understands_it_when_it_is_back(@TempDir Path folder) {
        try (var server = new RestartableRedis(folder)) {
            server.stop();
            try (var early = RedisServers.open(server.url(), "early")) {
                server.start();
                early.zadd("due", 7, "work");

                assertThat(early.zrangeWithScores("due", 0, -1)).containsExactly(new Tuple("work", 7.0));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis://market-redis:6379, redis://market-redis:6379",
        "redis://user:hunter2@h:6379/1, redis://h:6379/1",
        "rediss://:hun@ter2@h, rediss://h",
        "rediss://:hun/ter2@h, rediss://h",
        "'redis-sentinel://:hunter2@a:1,b:2/m', 'redis-sentinel://a:1,b:2/m'"
    })
    void an_address_for_people_has_no_password(String url, String shown) {
        assertThat(RedisServers.safe(url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "redis:6379",
                "redis://",
                "redis://:hunter2@market_redis:6379",
                "redis://:hun@ter2@h",
                "redis://:hun ter2@h",
                "redis://:hun%ter2@h",
                "http://:hunter2@h"
            })
    void an_address_that_is_none_is_refused_in_words_without_its_password(String url) {
        Throwable refused = Assertions.catchThrowable(() -> RedisServers.open(url, "test"));

        assertThat(refused).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("redis: ");
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("ter2");
    }

    @Test
    void waiting_ends_when_the_server_wants_a_password() {
        redis.client().configSet("requirepass", "s3cret");
        try (var client = RedisServers.open(redis.url(), "test")) {
            assertThatThrownBy(() -> RedisServers.await(client, redis.url())).hasMessageContaining("NOAUTH");
        } finally {
            try (var admin = RedisServers.open(redis.url().replace("//", "//:s3cret@"), "test")) {
                admin.configSet("requirepass", "");
            }
        }
    }
}
