package marketswarm.bench;

import java.util.Map;

/** What Redis alone gives on this machine: the yardstick for everything else. */
final class RedisItself implements Benchmark {

    static final String[] QUOTE = {
        "XADD",
        "market:tick:S__rand_int__:stream",
        "MAXLEN",
        "~",
        "20000",
        "*",
        "type",
        "quote",
        "bid",
        "114.125",
        "bid_size",
        "100",
        "ask",
        "114.128",
        "ask_size",
        "160",
        "bid_exchange",
        "4",
        "ask_exchange",
        "7",
        "seq",
        "50385480",
        "ts_ms",
        "1536036818784",
        "received_ms",
        "1536036818790"
    };

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String about() {
        return "what Redis alone gives on this machine: XADD of a quote, pipelined, and PING";
    }

    @Override
    public void run(Run run) throws Exception {
        int commands = run.either(500_000, 2_000_000);
        try (RedisServer redis = RedisServer.start(run)) {
            Map<String, Sample> figures = new Rounds()
                    .with("XADD, 500 streams", () -> RedisLimit.perSecond(redis, commands, 500, QUOTE))
                    .with("PING", () -> RedisLimit.perSecond(redis, commands, 1, "PING"))
                    .run(3);
            figures.forEach((name, sample) -> run.report().add(Case.of(name, "commands/s", sample)));
            run.report().note("measured with " + RedisLimit.tool());
        }
    }
}
