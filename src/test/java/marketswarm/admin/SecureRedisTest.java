package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import marketswarm.admin.AdminRun.Result;
import marketswarm.testing.TlsRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

/** The same verbs against a server with a password, and one with TLS. */
class SecureRedisTest {

    private static final String PASSWORD = AdminRun.CANARY;
    private static final String[] VERBS = {
        "components", "services", "history", "status", "queue", "dead list", "logs", "keys", "show --service-id rss_agg"
    };

    @TempDir
    private Path dir;

    private final List<AutoCloseable> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable server : running) server.close();
    }

    @Test
    void every_verb_works_with_the_password_in_the_url_and_prints_it_nowhere() throws IOException {
        var admin = new AdminRun(dir, "redis://:" + PASSWORD + "@127.0.0.1:" + withPassword());

        assertThat(admin.loadPolling(5).out()).startsWith("Loaded truth:doc -> redis://***@127.0.0.1:");
        assertThat(admin.line("register --service-id rss_agg --component rss_agg")
                        .code())
                .isZero();
        for (String verb : VERBS) assertThat(admin.line(verb).code()).as(verb).isNotEqualTo(2);
        assertThat(admin.run("doctor").out()).contains("✓ redis", "redis://***@127.0.0.1:");
        assertThat(Files.readString(dir.resolve(".truth-loaded"))).doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":wrong-one@"})
    void without_the_password_each_verb_is_one_line_and_doctor_says_where_it_belongs(String credentials)
            throws IOException {
        var admin = new AdminRun(dir, "redis://" + credentials + "127.0.0.1:" + withPassword());

        Result services = admin.run("services");
        assertThat(services.code()).isEqualTo(2);
        assertThat(services.err().lines()).singleElement().asString().contains("refuses us (", "into its URL");
        assertThat(admin.run("doctor").out())
                .containsPattern("✗ redis +redis://\\S+ refuses us: (NOAUTH|WRONGPASS)")
                .contains("next: put the right user and password into the URL")
                .doesNotContain("wrong-one");
    }

    @Test
    void every_verb_works_over_tls() throws Exception {
        TlsRedis server = TlsRedis.start(dir);
        running.add(server);
        var admin = new AdminRun(dir, server.url());

        assertThat(admin.run("services").err().lines())
                .singleElement()
                .asString()
                .contains("does not answer");
        assertThat(admin.run("doctor").out()).contains("we cannot agree on TLS", "trustStore=FILE");
        assertThat(new AdminRun(dir, server.url().replace("rediss:", "redis:"))
                        .run("doctor")
                        .out())
                .contains("next: it may want TLS: --redis-url rediss://");

        server.trust();
        assertThat(admin.loadPolling(5)).matches(load -> load.code() == 0);
        assertThat(admin.line("register --service-id rss_agg --component rss_agg")
                        .code())
                .isZero();
        for (String verb : VERBS) assertThat(admin.line(verb).code()).as(verb).isNotEqualTo(2);
    }

    private int withPassword() throws IOException {
        int port = freePort();
        RedisServer server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("requirepass " + PASSWORD)
                .build();
        server.start();
        running.add(server::stop);
        return port;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
