package marketswarm.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import marketswarm.analysis.AnalysisStore;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Desk;
import marketswarm.analysis.MarketContext;
import marketswarm.analysis.Retold;
import marketswarm.analysis.Retries;
import marketswarm.analysis.Spent;
import marketswarm.analysis.model.RationedAnalyst;
import marketswarm.component.redisstream.RedisStreamComponent;
import marketswarm.redis.Json;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import org.apache.camel.impl.DefaultCamelContext;
import redis.clients.jedis.UnifiedJedis;
import routes.CostMeters;
import routes.FailurePolicy;
import routes.ModelKey;
import routes.ModelTransport;
import routes.VexyRoutes;

/** The routes of vexy_ai as they are, with an analyst of the benchmark's. */
final class QueueWorker implements AutoCloseable {

    private static final Mapping VEXY = Mapping.same("vexy_ai");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final UnifiedJedis redis;
    private final AnalysisStore store;

    QueueWorker(String redisUrl, String name, int concurrency, int leaseSec, Analyst analyst) throws Exception {
        Clock clock = Clock.systemUTC();
        redis = RedisServers.open(redisUrl, name);
        store = new AnalysisStore(redis, () -> new AnalysisStore.Retention(Duration.ofDays(30), 1_000_000_000, 10_000));
        MarketContext context =
                new MarketContext(redis, () -> new MarketContext.Terms(List.of("SPY"), Duration.ofMinutes(15)), clock);
        Desk desk = new Desk(
                context,
                new Retold(redis, store),
                analyst,
                () -> new Desk.Terms(5, 100, "bench", "nothing"),
                clock,
                ThreadLocalRandom::current);
        var streams = new RedisStreamComponent();
        streams.getConfiguration().setRedis(redis);
        streams.getConfiguration().setConsumerName(name);
        camel.disableJMX();
        camel.getShutdownStrategy().setTimeout(8);
        camel.addComponent("redis-stream", streams);
        camel.getRegistry().bind(TruthView.BEAN, new TruthView(truth(leaseSec), List.of(VEXY)));
        camel.getRegistry().bind("vexyDesk", desk);
        camel.getRegistry().bind("vexyStore", store);
        camel.addRoutes(new FailurePolicy());
        camel.addRoutes(new VexyRoutes(
                desk,
                store,
                new Retries(redis),
                new ModelTransport(() -> new ModelTransport.Bounds(1_000, Duration.ofSeconds(5)), clock),
                new ModelKey(() -> "Authorization", Optional::empty),
                new CostMeters(() -> new RationedAnalyst.Used(0, Spent.NOTHING)),
                () -> concurrency,
                VEXY));
    }

    private static Truth truth(int leaseSec) {
        return Truth.of(Json.read("""
                {"version":"bench","components":{"vexy_ai":{"lease_sec":%d}}}""".formatted(leaseSec), ObjectNode.class));
    }

    QueueWorker start() {
        camel.start();
        return this;
    }

    long analyzed() {
        return store.analyzed();
    }

    void await(long items, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (analyzed() < items) {
            if (System.nanoTime() > deadline)
                throw new IllegalStateException("bench: only " + analyzed() + " of " + items + " were analyzed");
            LockSupport.parkNanos(200_000);
        }
    }

    @Override
    public void close() {
        camel.stop();
        redis.close();
    }
}
