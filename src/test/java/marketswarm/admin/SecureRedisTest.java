package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import marketswarm.admin.AdminRun.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

/** The same verbs against a server with a password, and one with TLS. */
class SecureRedisTest {

    private static final String PASSWORD = AdminRun.CANARY;
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String[] VERBS = {
        "components", "services", "history", "status", "queue", "dead list", "logs", "keys", "show --service-id rss_agg"
    };

    @TempDir
    private Path dir;

    private final List<AutoCloseable> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable server : running) server.close();
        System.clearProperty(TRUST_STORE);
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
        int port = withTls();
        var admin = new AdminRun(dir, "rediss://localhost:" + port);

        assertThat(admin.run("services").err().lines())
                .singleElement()
                .asString()
                .contains("does not answer");
        assertThat(admin.run("doctor").out()).contains("we cannot agree on TLS", "trustStore=FILE");
        assertThat(new AdminRun(dir, "redis://localhost:" + port).run("doctor").out())
                .contains("next: it may want TLS: --redis-url rediss://");

        System.setProperty(TRUST_STORE, dir.resolve("trust.jks").toString());
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

    /** A server of this machine with a certificate made for the purpose; skips where there is none that knows TLS. */
    private int withTls() throws Exception {
        run("openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem");
        run(
                "keytool -importcert -noprompt -storetype JKS -alias redis -file cert.pem -keystore trust.jks -storepass changeit");
        int port = freePort();
        Process server =
                start("redis-server --port 0 --tls-port " + port + " --bind 127.0.0.1 --save --tls-cert-file cert.pem"
                        + " --tls-key-file key.pem --tls-ca-cert-file cert.pem --tls-auth-clients no");
        running.add(() -> {
            server.destroy();
            server.waitFor(5, TimeUnit.SECONDS);
        });
        await("the server, or its end").until(() -> !server.isAlive() || answers(port));
        assumeThat(server.isAlive())
                .as("SKIPPED: TLS is not tested, for this machine's redis-server does not know it:\n"
                        + Files.readString(dir.resolve("output")))
                .isTrue();
        return port;
    }

    private void run(String line) throws Exception {
        assumeThat(start(line).waitFor())
                .as("SKIPPED: TLS is not tested, for this does not work here: " + line)
                .isZero();
    }

    private Process start(String line) {
        try {
            return new ProcessBuilder(line.split(" "))
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("output").toFile())
                    .start();
        } catch (IOException notInstalled) {
            assumeThat(notInstalled)
                    .as("SKIPPED: TLS is not tested without this program")
                    .isNull();
            throw new AssertionError(notInstalled);
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
