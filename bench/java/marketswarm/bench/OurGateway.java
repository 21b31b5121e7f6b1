package marketswarm.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;

/** The gateway as it is delivered, in a process of its own behind a Redis: published is what is added to a tick stream. */
final class OurGateway implements FanoutServer {

    private static final String TRUTH = """
            {"version": "bench", "components": {"sse_gateway": {"port": 0, "max_clients": 50000, "max_clients_per_address": 50000,
             "management": {"port": 0}}}}""";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final RedisServer redis;
    private final Background process;
    private final int port;

    OurGateway(Run run, String... jvm) throws Exception {
        redis = RedisServer.start(run);
        redis.client().sadd("market:symbols", "AAPL");
        ServiceProcess.load(redis, TRUTH);
        process = ServiceProcess.start(run, redis, "sse_gateway", jvm);
        port = Integer.parseInt(
                process.says("gateway: listening .*port=(\\d+)", SOON).group(1));
    }

    @Override
    public String name() {
        return "sse_gateway";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String target() {
        return "/sse?topics=tick:*";
    }

    RedisServer redis() {
        return redis;
    }

    /** A quote, as the market data gateway writes it, with its stamp. */
    static Map<String, String> quote(long stamp) {
        Map<String, String> quote = new LinkedHashMap<>();
        quote.put("type", "quote");
        quote.put("bid", "114.125");
        quote.put("bid_size", "100");
        quote.put("ask", "114.128");
        quote.put("ask_size", "160");
        quote.put("ts_ms", "1536036818784");
        quote.put("sent", StampMeter.stamp(stamp));
        return quote;
    }

    @Override
    public void publish(long[] stamps) {
        XAddParams params = XAddParams.xAddParams()
                .id(StreamEntryID.NEW_ENTRY)
                .maxLen(100_000)
                .approximateTrimming();
        try (var pipeline = redis.client().pipelined()) {
            for (long stamp : stamps) pipeline.xadd("market:tick:AAPL:stream", params, quote(stamp));
            pipeline.sync();
        }
    }

    @Override
    public double residentMb() throws IOException, InterruptedException {
        new ProcessBuilder("jcmd", "" + process.pid(), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Thread.sleep(500);
        return ProcFs.residentMb(process.pid());
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
        redis.close();
    }
}
