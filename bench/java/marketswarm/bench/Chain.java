package marketswarm.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.testing.FakeVendor;

/** The whole way: a vendor's socket, the market data gateway, Redis, the gateway; each service a process of its own. */
final class Chain implements FanoutServer {

    private static final int SYMBOLS = 100;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeVendor vendor = new FakeVendor("bench");
    private final RedisServer redis;
    private final Background massive;
    private final Background gateway;
    private final int port;
    private long sent;

    Chain(Run run) throws Exception {
        redis = RedisServer.start(run);
        ServiceProcess.load(redis, truth());
        massive = ServiceProcess.start(run, redis, "massive", "-Xmx256m");
        gateway = ServiceProcess.start(run, redis, "sse_gateway", "-Xmx256m");
        port = Integer.parseInt(
                gateway.says("gateway: listening .*port=(\\d+)", SOON).group(1));
        long deadline = System.nanoTime() + SOON.toNanos();
        while (vendor.said().stream().noneMatch(text -> text.contains("T.S" + (SYMBOLS - 1)))) {
            if (System.nanoTime() > deadline)
                throw new IllegalStateException("bench: nothing was subscribed, see " + massive.log());
            Thread.sleep(50);
        }
    }

    private String truth() {
        String symbols =
                IntStream.range(0, SYMBOLS).mapToObj(i -> "\"S" + i + "\"").collect(Collectors.joining(","));
        return """
               {"version": "bench", "components": {
                "massive": {"rest_url": "%s", "management": {"port": 0},
                 "clusters": {"stocks": {"ws_url": "%s", "symbols": [%s], "channels": ["T"]}}},
                "sse_gateway": {"port": 0, "management": {"port": 0}}},
                "secrets": {"massive": {"api_key": "bench"}}}""".formatted(vendor.restUrl(), vendor.wsUrl(), symbols);
    }

    @Override
    public String name() {
        return "socket to browser";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String target() {
        return "/sse?topics=tick:*";
    }

    @Override
    public String stampField() {
        return "trade_id";
    }

    /** One frame, as the vendor sends them: an array of trades. */
    @Override
    public void publish(long[] stamps) {
        StringBuilder frame = new StringBuilder("[");
        for (long stamp : stamps) {
            if (frame.length() > 1) frame.append(',');
            frame.append("{\"ev\":\"T\",\"sym\":\"S").append(sent++ % SYMBOLS);
            frame.append("\",\"i\":\"").append(StampMeter.stamp(stamp));
            frame.append("\",\"x\":4,\"p\":114.125,\"s\":100,\"c\":[14,41],\"z\":3,\"q\":")
                    .append(sent);
            frame.append(",\"t\":").append(System.currentTimeMillis()).append('}');
        }
        vendor.send(frame.append(']').toString());
    }

    @Override
    public double residentMb() {
        return ProcFs.residentMb(massive.pid()) + ProcFs.residentMb(gateway.pid());
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        massive.close();
        vendor.close();
        redis.close();
    }
}
