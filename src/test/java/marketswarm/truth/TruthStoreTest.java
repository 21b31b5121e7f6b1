package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Json;
import marketswarm.redis.RedisServers;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.resps.StreamEntry;

class TruthStoreTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Clock NOON = Clock.fixed(Instant.ofEpochSecond(1_795_348_800), ZoneOffset.UTC);

    private static ObjectNode document(int version) {
        return Json.read(
                "{\"version\":\"" + version + "\",\"buses\":{\"market\":{\"url\":\"redis://u:canary1234@m:6379\"}},"
                        + "\"components\":{\"logger\":{}},\"secrets\":{\"massive\":{\"api_key\":\"canary5678\"}}}",
                ObjectNode.class);
    }

    private TruthStore store() {
        return new TruthStore(redis.client(), NOON, Optional.empty());
    }

    @Test
    void nothing_is_read_where_nothing_was_loaded() {
        assertThat(store().read()).isEmpty();
        assertThat(store().hash()).isEmpty();
    }

    @Test
    void a_loaded_truth_stands_in_the_keys_of_the_requirements() {
        Truth loaded = store().load(document(7));

        assertThat(redis.client().get("truth:doc")).isEqualTo(document(7).toString());
        assertThat(redis.client().get("truth:public"))
                .isEqualTo("{\"version\":\"7\",\"buses\":{\"market\":{\"url\":\"redis://***@m:6379\"}},"
                        + "\"components\":{\"logger\":{}}}");
        assertThat(redis.client().get("truth:secrets:massive"))
                .isEqualTo("{\"secrets\":{\"massive\":{\"api_key\":\"canary5678\"}}}");
        assertThat(redis.client().get("truth:version")).isEqualTo("7");
        assertThat(redis.client().get("truth:ts")).isEqualTo("1795348800");
        assertThat(redis.client().get("truth:hash")).isEqualTo(loaded.hash());
        assertThat(store().read().orElseThrow().hash()).isEqualTo(loaded.hash());
    }

    @Test
    void the_history_keeps_fifty_documents_without_secrets_and_passwords() {
        for (int version = 1; version <= 53; version++) store().load(document(version));

        List<StreamEntry> history = redis.client().xrange("truth:history", "-", "+");

        assertThat(history).hasSize(50);
        assertThat(history.get(49).getFields())
                .containsEntry("version", "53")
                .containsEntry("ts", "1795348800")
                .containsEntry(
                        "doc",
                        "{\"version\":\"53\",\"buses\":{\"market\":{\"url\":\"redis://***@m:6379\"}},"
                                + "\"components\":{\"logger\":{}}}");
    }

    @Test
    void a_new_truth_is_announced_with_version_and_hash() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        var listener = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                heard.add(channel + " " + message);
            }
        };
        try (var subscriber = RedisServers.open(redis.url(), "listener")) {
            var thread = new Thread(() -> subscriber.subscribe(listener, "truth:changed"));
            thread.start();
            await("subscription").until(listener::isSubscribed);

            Truth truth = store().load(document(1));

            String message = heard.poll(5, TimeUnit.SECONDS);
            listener.unsubscribe();
            thread.join(5_000);
            assertThat(message).startsWith("truth:changed {").contains("\"version\":\"1\"", truth.hash());
        }
    }

    @Test
    void an_invalid_truth_is_not_written() {
        assertThatThrownBy(() -> store().load(Json.read("{\"version\":\"1\"}", ObjectNode.class)))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("/components: missing");
        assertThat(redis.client().exists("truth:doc", "truth:history")).isZero();
    }

    @Test
    void a_key_of_another_type_or_content_is_a_clear_line() {
        redis.client().hset("truth:doc", Map.of("a", "b"));
        assertThatThrownBy(() -> store().read())
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "truth: truth:doc is no string. Something else wrote it: DEL it and run: ./admin load-truth");

        redis.client().del("truth:doc");
        redis.client().set("truth:doc", "{\"secrets\":{\"a\":\"canary");
        assertThatThrownBy(() -> store().read())
                .isInstanceOf(Misconfigured.class)
                .hasMessage("truth: truth:doc is not a JSON object. Run: ./admin load-truth");
    }

    @ParameterizedTest
    @CsvSource({
        "NOAUTH Authentication required, refuses us (NOAUTH Authentication required). Put user and password into its URL",
        "WRONGTYPE Operation against a key, holds a key of another type than declared. Find it: ./admin keys",
        "READONLY replica, refuses the command (READONLY replica). Look at its log"
    })
    void what_a_server_refuses_is_a_clear_line(String answer, String expected) {
        assertThat(Misconfigured.redis("redis://host:6379", new JedisDataException(answer)))
                .hasMessageStartingWith("truth: Redis at redis://host:6379 " + expected);
    }

    @Test
    void a_server_that_does_not_answer_is_a_clear_line_without_its_password() {
        String nobody = "redis://u:canary1234@127.0.0.1:1";
        try (var client = RedisServers.open(nobody, "test")) {
            assertThatThrownBy(() -> new TruthStore(client).read())
                    .isInstanceOfSatisfying(
                            JedisException.class,
                            failure -> assertThat(
                                            Misconfigured.redis(nobody, failure).getMessage())
                                    .startsWith("truth: Redis at redis://***@127.0.0.1:1 does not answer (")
                                    .doesNotContain("canary", "\n"));
        }
    }

    @Test
    void with_a_key_file_the_secrets_are_stored_sealed_and_read_as_they_were(@TempDir Path directory) {
        Path key = directory.resolve("truth.key");
        SecretBox.newKeyFile(key);
        var sealing = new TruthStore(redis.client(), NOON, Optional.of(key));

        Truth loaded = sealing.load(document(7));

        assertThat(redis.client().get("truth:doc"))
                .doesNotContain("canary5678")
                .contains("\"secrets\":{\"$sealed\":\"v1:", "\"components\":{\"logger\":{}}");
        assertThat(redis.client().get("truth:hash"))
                .isEqualTo(store().load(document(7)).hash());
        sealing.load(document(7));
        assertThat(sealing.read().orElseThrow().secrets("massive").find("api_key"))
                .contains("canary5678");
        assertThat(sealing.read().orElseThrow().hash()).isEqualTo(loaded.hash());
        assertThat(sealing.glance("redis://b").redactor().redact("canary5678")).isEqualTo("***");
    }

    @Test
    void who_has_no_key_is_told_and_still_finds_the_servers(@TempDir Path directory) {
        Path key = directory.resolve("truth.key");
        SecretBox.newKeyFile(key);
        new TruthStore(redis.client(), NOON, Optional.of(key)).load(document(7));

        assertThatThrownBy(() -> store().read())
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("TRUTH_KEY_FILE is not set");
        assertThat(store().hash()).isPresent();
    }
}
