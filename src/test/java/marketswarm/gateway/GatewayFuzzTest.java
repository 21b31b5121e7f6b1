package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a browser may ask for, it is answered or told what is accepted; nothing that it wrote becomes part of a key, and
 * nothing of the inside shows. The build tries what earlier runs have found; {@code bench/fuzz rest} looks for more.
 */
class GatewayFuzzTest {

    private static final MemoryRedis REDIS = new MemoryRedis();
    private static final FakeRouter REST = rest();
    private static final List<String> KNOWN =
            List.of("AAPL", "I:SPX", "X:BTCUSD", "O:SPY251219C00650000", "A".repeat(64));

    private static final Pattern KEY = Pattern.compile("market:tick:[A-Za-z0-9._:/^+-]{1,40}:stream"
            + "|market:snapshot:[A-Za-z0-9._:/^+-]{1,40}|market:symbols|events:market|mesh:state"
            + "|rss:(?:index|schedule)|rss:(?:item|analysis|feed):[0-9a-f]{40}|log:[a-z0-9_]{1,40}:stream");
    private static final Pattern TOPIC_STREAM = Pattern.compile(
            "market:tick:[A-Za-z0-9._:/^+-]{1,64}:stream|rss:queue|events:(?:analysis|briefings|market)");
    private static final Pattern INSIDE =
            Pattern.compile("Exception|java\\.|redis\\.|vertx|marketswarm|\\tat |ERR ", Pattern.CASE_INSENSITIVE);
    private static final int MOST_COMMANDS = 1_001;
    private static final int LONGEST_REFUSAL = 600;

    @FuzzTest
    @DictionaryEntries({
        "ticks/",
        "bars/",
        "news",
        "news/",
        "snapshots",
        "events",
        "logs",
        "feeds",
        "?symbols=",
        "&limit=",
        "&from_ms=",
        "&to_ms=",
        "&after=1764000000000-0",
        "&before=",
        "&interval=1m",
        "&category=",
        "&ticker=",
        "&channel=",
        "%2F",
        "%",
        "..",
        "AAPL",
        "-1"
    })
    void rest(byte[] data) {
        FakeCall call = answered(() -> REST.get("/api/" + uri(data)));
        if (call == null) return;

        List<List<String>> commands = REDIS.taken();
        assertThat(commands.size()).isLessThanOrEqualTo(MOST_COMMANDS);
        commands.forEach(GatewayFuzzTest::isBounded);
        assertThat(call.ended).isTrue();
        assertThat(call.status).isIn(200, 400, 404);
        assertThat(call.body).startsWith("{");
        if (call.status != 200) isClear(call);
    }

    @FuzzTest
    @DictionaryEntries({
        "topics=",
        "&topics=",
        "tick:",
        "snapshot:",
        "tick:*",
        "news",
        "analysis",
        "events",
        "mesh",
        "briefings",
        ",",
        "%2C",
        "&max_hz=",
        "1e3",
        "NaN",
        "0x1p3",
        "&last_event_id=",
        "1.1764000000000-0.a"
    })
    void sse(byte[] data) {
        List<SseRequest> wanted = new ArrayList<>();
        FakeCall call = answered(() -> new FakeCall("/sse?" + uri(data), Map.of()).to(asked -> request(asked, wanted)));
        if (call == null) return;

        if (wanted.isEmpty()) {
            assertThat(call.status).isEqualTo(400);
            isClear(call);
        } else {
            assertThat(wanted.get(0).beatMs()).isBetween(0L, 10_000L);
            keepsItsPromises(wanted.get(0).topics());
        }
    }

    /** As the endpoint does. */
    private static void request(RoutingContext call, List<SseRequest> wanted) {
        try {
            wanted.add(SseRequest.of(call));
        } catch (IllegalArgumentException told) {
            Problem.badRequest(String.valueOf(told.getMessage())).send(call.response());
        }
    }

    /** Null where there is no such path, or where the server itself refuses what cannot be decoded. */
    private static @Nullable FakeCall answered(Supplier<@Nullable FakeCall> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException undecodable) {
            assertThat(undecodable).hasStackTraceContaining("Decoder");
            return null;
        }
    }

    private static void keepsItsPromises(Topics topics) {
        assertThat(Topics.parse(topics.text())).isEqualTo(topics);
        assertThat(topics.list()).hasSizeLessThanOrEqualTo(2_000);
        assertThat(topics.globs()).hasSizeLessThanOrEqualTo(50);
        for (String name : topics.names()) assertThat(topics.has(name)).isTrue();
        for (String stream : topics.streams(KNOWN)) assertThat(stream).matches(TOPIC_STREAM);
    }

    private static void isBounded(List<String> command) {
        String first = command.get(0);
        if (first.equals("CLIENT") || first.equals("HELLO")) return;
        List<String> keys = first.equals("MGET") ? command.subList(1, command.size()) : command.subList(1, 2);
        for (String key : keys) assertThat(key).matches(KEY);
        int count = command.indexOf("COUNT");
        if (count > 0) assertThat(Integer.parseInt(command.get(count + 1))).isBetween(1, 10_000);
    }

    /** A problem document that says what is accepted, and nothing else. */
    private static void isClear(FakeCall call) {
        assertThat(call.type).isEqualTo("application/problem+json");
        assertThat(call.body).hasSizeLessThanOrEqualTo(LONGEST_REFUSAL).doesNotContainPattern(INSIDE);
        if (call.status == 400) assertThat(call.body).contains("; accepted: ");
    }

    /** What a request line can hold: one byte a character, no blanks, no controls. */
    private static String uri(byte[] data) {
        StringBuilder uri = new StringBuilder(data.length);
        for (char c : new String(data, StandardCharsets.ISO_8859_1).toCharArray())
            if (c > ' ' && c != 127 && c != '#') uri.append(c);
        return uri.toString();
    }

    private static FakeRouter rest() {
        var router = new FakeRouter();
        new RestMirror(new State(REDIS.client(), REDIS.client()), atOnce()).mount(router.router());
        return router;
    }

    private static WorkerExecutor atOnce() {
        return (WorkerExecutor) Proxy.newProxyInstance(
                GatewayFuzzTest.class.getClassLoader(),
                new Class<?>[] {WorkerExecutor.class},
                (proxy, method, arguments) -> {
                    try {
                        return Future.succeededFuture(((Callable<?>) arguments[0]).call());
                    } catch (Exception e) {
                        return Future.failedFuture(e);
                    }
                });
    }
}
