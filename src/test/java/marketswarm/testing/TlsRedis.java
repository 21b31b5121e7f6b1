package marketswarm.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * This machine's redis-server with TLS and a certificate made for the purpose. Where there is none that knows TLS the
 * test is skipped, loudly; where {@code MARKETSWARM_TLS_REQUIRED=true} it fails.
 */
public final class TlsRedis implements AutoCloseable {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private final Path directory;
    private final int port;
    private final Process server;

    private TlsRedis(Path directory, int port, Process server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /** @param directory for its key, its certificate, and a trust store that knows it */
    public static TlsRedis start(Path directory) throws IOException, InterruptedException {
        run(
                directory,
                "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
                        + " -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem");
        run(
                directory,
                "keytool -importcert -noprompt -storetype JKS -alias redis -file cert.pem -keystore trust.jks"
                        + " -storepass changeit");
        int port = RedisProcess.freePort();
        Process server = begin(
                directory,
                "redis-server --port 0 --tls-port " + port + " --bind 127.0.0.1 --save --tls-cert-file cert.pem"
                        + " --tls-key-file key.pem --tls-ca-cert-file cert.pem --tls-auth-clients no");
        await("the server, or its end").until(() -> !server.isAlive() || answers(port));
        if (!server.isAlive())
            without("a redis-server that knows TLS: " + Files.readString(directory.resolve("output")));
        return new TlsRedis(directory, port, server);
    }

    public String url() {
        return "rediss://localhost:" + port;
    }

    /** From now on, and until {@link #close}, this process trusts its certificate. */
    public void trust() {
        System.setProperty(TRUST_STORE, directory.resolve("trust.jks").toString());
    }

    @Override
    public void close() throws InterruptedException {
        System.clearProperty(TRUST_STORE);
        server.destroy();
        server.waitFor(5, TimeUnit.SECONDS);
    }

    private static void run(Path directory, String line) throws IOException, InterruptedException {
        if (begin(directory, line).waitFor() != 0) without(line + ": " + Files.readString(directory.resolve("output")));
    }

    private static Process begin(Path directory, String line) {
        try {
            return new ProcessBuilder(line.split(" "))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
        } catch (IOException notInstalled) {
            return without(line.split(" ")[0]);
        }
    }

    private static <T> T without(String what) {
        String how = "SKIPPED: TLS is not tested without " + what;
        if ("true".equals(System.getenv("MARKETSWARM_TLS_REQUIRED"))) return Assertions.fail(how);
        System.err.println(how);
        return Assumptions.abort(how);
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
