package routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import marketswarm.RunningServices;
import marketswarm.feed.poll.FeedState;
import marketswarm.testing.FakeSite;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sites that mean harm: none leads inward, none holds the reader, and what they sent is told with its reason. */
class RssSafetyTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    /** {@code <rss><item><title>Packed</title></item></rss>}, packed by the reference brotli encoder. */
    private static final byte[] BROTLI =
            Base64.getDecoder().decode("GywAKIzUYs2cDqQny+V7yEI1nkxx9ZLWilDCS0Fyg3kczia+lpvIGjUkABg=");

    private final FakeSite site = new FakeSite();
    private final FakeSite inner = new FakeSite();

    @AfterEach
    void close() {
        site.close();
        inner.close();
    }

    @Test
    void a_redirect_to_a_private_address_is_not_followed() {
        inner.page("/secret", 200, Map.of(), RssTruth.FEED);
        site.page("/feed", 302, Map.of("Location", inner.url("/secret")), "");

        assertThat(refusal("/feed")).contains("a private address (127.0.0.1)").contains("allow_private_hosts");
        assertThat(inner.asked("/secret")).isEmpty();
    }

    @Test
    void a_name_that_leads_inward_is_not_followed_there() {
        String port = inner.url("").replaceAll(".*:", "");
        site.page("/feed", 301, Map.of("Location", "http://localhost:" + port + "/secret"), "");

        assertThat(refusal("/feed")).contains("localhost:" + port + ", a private address");
        assertThat(inner.asked("/secret")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd, file", "ftp://127.0.0.1/feed, ftp", "gopher://127.0.0.1:6379/_INFO, gopher"})
    void only_the_web_is_followed(String location, String scheme) {
        site.page("/feed", 302, Map.of("Location", location), "");

        assertThat(refusal("/feed")).contains("redirects to " + scheme + ":, accepted: http and https");
    }

    @Test
    void redirects_are_followed_five_times() {
        for (int i = 0; i < 9; i++) site.page("/r" + i, 302, Map.of("Location", "/r" + (i + 1)), "");

        assertThat(refusal("/r0")).contains("redirects more than 5 times");
        assertThat(site.asked("/r5")).hasSize(1);
        assertThat(site.asked("/r6")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gzip", "deflate", "br"})
    void a_packed_feed_is_announced_and_read(String coding) {
        byte[] feed = "<rss><item><title>Packed</title></item></rss>".getBytes(UTF_8);
        byte[] packed = coding.equals("br") ? BROTLI : coding.equals("gzip") ? gzip(feed) : deflate(feed);
        site.page("/feed", 200, Map.of("Content-Encoding", coding), packed);

        try (var services = running("/feed")) {
            await().until(() -> redis.client().xlen("rss:queue") == 1);
        }

        assertThat(site.asked("/feed").get(0).headers().get("accept-encoding"))
                .contains("gzip")
                .contains("deflate")
                .contains("br");
        assertThat(redis.client().xrange("rss:queue", "-", "+").get(0).getFields())
                .containsEntry("title", "Packed");
    }

    @ParameterizedTest
    @CsvSource({"gzip", "deflate"})
    void a_bomb_is_unpacked_no_further_than_truth_allows(String coding) {
        byte[] zeros = new byte[200 << 20];
        Arrays.fill(zeros, (byte) ' ');
        site.page(
                "/feed", 200, Map.of("Content-Encoding", coding), coding.equals("gzip") ? gzip(zeros) : deflate(zeros));

        assertThat(refusal("/feed")).contains("answers more than 1 MB (max_megabytes)");
    }

    @Test
    void a_bomb_within_a_bomb_is_not_unpacked_at_all() {
        site.page("/feed", 200, Map.of("Content-Encoding", "gzip, gzip, gzip"), gzip(gzip(gzip(new byte[1000]))));

        assertThat(refusal("/feed")).contains("is packed 3 times over");
    }

    @Test
    void what_is_not_packed_as_it_says_is_no_feed() {
        site.page("/feed", 200, Map.of("Content-Encoding", "gzip"), "<rss/>");

        assertThat(refusal("/feed")).contains("is not packed as it says (Not in GZIP format)");
    }

    @Test
    void headers_without_end_are_given_up() throws IOException {
        assertThat(error(raw(out -> "X-Filler: " + "y".repeat(1000) + "\r\n", 0)))
                .contains("sends headers without end");
        assertThat(redis.client().xlen("rss:quarantine")).isEqualTo(1);
    }

    @Test
    void headers_drop_by_drop_are_given_up() throws IOException {
        assertThat(error(raw(out -> "X", 50))).contains("takes longer than 1 s (timeout_sec)");
    }

    private String refusal(String path) {
        String error = error(path);
        assertThat(redis.client().xrange("rss:quarantine", "-", "+"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getFields())
                        .containsEntry("feed_url", site.url(path))
                        .containsEntry("reason", error));
        return error;
    }

    private String error(String path) {
        return errorOf(site.url(path));
    }

    private String error(ServerSocket server) throws IOException {
        try (server) {
            return errorOf("http://127.0.0.1:" + server.getLocalPort() + "/feed");
        }
    }

    private String errorOf(String url) {
        try (var services = new RunningServices(redis.url(), RssTruth.of(url), Clock.systemUTC(), "rss_agg")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> health(url).containsKey("polled_ms"));
        }
        assertThat(health(url)).containsEntry("error_streak", "1");
        assertThat(redis.client().exists("rss:queue")).isFalse();
        return health(url).get("error");
    }

    private RunningServices running(String path) {
        return new RunningServices(redis.url(), RssTruth.of(site.url(path)), Clock.systemUTC(), "rss_agg");
    }

    private static Map<String, String> health(String url) {
        return redis.client().hgetAll(FeedState.key(url));
    }

    /** A server that starts an answer and never comes to its body. */
    private static ServerSocket raw(UnaryOperator<String> piece, long everyMs) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var unused = CompletableFuture.runAsync(() -> {
            try (Socket client = server.accept()) {
                OutputStream out = client.getOutputStream();
                out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
                for (int i = 0; i < 100_000; i++) {
                    out.write(piece.apply("").getBytes(UTF_8));
                    if (everyMs > 0) Thread.sleep(everyMs);
                }
            } catch (IOException e) {
                // the reader hung up, as it should
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return server;
    }

    private static byte[] gzip(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(out)) {
            packing.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] plain) {
        var out = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(out)) {
            packing.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
