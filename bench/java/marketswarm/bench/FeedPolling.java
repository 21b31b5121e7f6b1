package marketswarm.bench;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.redis.Keys;
import org.HdrHistogram.Histogram;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;

/**
 * Many feeds, all due at once, of which nine in ten have not changed: polls per second beside a bare client that fetches
 * the same addresses and does nothing with the answers, memory, the pause that each host gets, and how long an entry
 * takes from the site's answer to the queue.
 */
final class FeedPolling {

    private static final String HEAP = "-Xmx512m";
    private static final int HOSTS = 20;
    private static final int SPACING_MS = 100;
    private static final int WARM_MS = 15_000;
    private static final int IN_FLIGHT = 64;
    private static final String CLIENT = "HttpClient 5 async, answers thrown away";

    private final Run run;

    FeedPolling(Run run) {
        this.run = run;
    }

    void measure() throws Exception {
        int feeds = run.either(2_000, 10_000);
        try (FeedOrigin origin = new FeedOrigin(HOSTS, feeds);
                RedisServer redis = RedisServer.start(run);
                CloseableHttpAsyncClient client = client()) {
            client.start();
            ServiceProcess.load(redis, truth(origin, 0));
            try (Background service = ServiceProcess.start(run, redis, "rss_agg", HEAP)) {
                awaitFirstPolls(origin, service, feeds);
                Thread.sleep(run.either(0, WARM_MS)); // on two cores its compiler is busy as long
                latency(redis);
                throughput(origin, client, service, feeds);
                run.report()
                        .add(Case.of(
                                "memory with " + feeds + " feeds, " + HEAP,
                                "MB resident",
                                ProcFs.residentMb(service.pid())));
                politeness(origin, redis);
            }
        }
    }

    private static void awaitFirstPolls(FeedOrigin origin, Background service, int feeds) throws InterruptedException {
        while (origin.feedsAsked() < feeds) {
            if (!service.isAlive())
                throw new IllegalStateException("bench: the service has ended, see " + service.log());
            Thread.sleep(100);
        }
    }

    private void throughput(FeedOrigin origin, CloseableHttpAsyncClient client, Background service, int feeds)
            throws Exception {
        int ms = run.either(3_000, 6_000);
        long asked = origin.asked();
        long unchanged = origin.unchanged();
        var rounds = new Rounds()
                .with("ours", () -> {
                    signal(service, "CONT");
                    double polls = perSecond(origin, ms);
                    signal(service, "STOP");
                    return polls;
                })
                .with(CLIENT, () -> fetched(client, origin.urls(), ms))
                .run(run.either(2, 3));
        signal(service, "CONT");
        run.report()
                .add(Case.of("polls of " + feeds + " feeds", "polls/s", rounds.get("ours"))
                        .limit(rounds.get(CLIENT)));
        run.report()
                .note("polling: limit is " + CLIENT + "; "
                        + 100 * (origin.unchanged() - unchanged) / Math.max(1, origin.asked() - asked)
                        + " % of the answers are 304");
    }

    private static double perSecond(FeedOrigin origin, int ms) throws InterruptedException {
        long before = origin.asked();
        long start = System.nanoTime();
        Thread.sleep(ms);
        return (origin.asked() - before) * 1e9 / (System.nanoTime() - start);
    }

    private static double fetched(CloseableHttpAsyncClient client, List<String> urls, int ms)
            throws InterruptedException {
        Semaphore slots = new Semaphore(IN_FLIGHT);
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        for (int i = 0; System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(ms); i++) {
            slots.acquire();
            SimpleHttpRequest request = SimpleRequestBuilder.get(urls.get(i % urls.size()))
                    .addHeader("If-None-Match", "\"1\"")
                    .build();
            client.execute(request, new Counted(done, slots));
        }
        slots.acquire(IN_FLIGHT);
        return done.get() * 1e9 / (System.nanoTime() - start);
    }

    private record Counted(AtomicLong done, Semaphore slots) implements FutureCallback<SimpleHttpResponse> {

        @Override
        public void completed(SimpleHttpResponse response) {
            done.incrementAndGet();
            slots.release();
        }

        @Override
        public void failed(Exception e) {
            slots.release();
        }

        @Override
        public void cancelled() {
            slots.release();
        }
    }

    /** From the moment that the site wrote the entry into its answer to the entry of the queue, by its id. */
    private void latency(RedisServer redis) {
        Histogram histogram = new Histogram(3);
        redis.client().xrevrange(Keys.QUEUE.key(), "+", "-", 5_000).forEach(entry -> {
            long published = Long.parseLong(entry.getFields().get("title").split(" ")[0]);
            if (published > 0) histogram.recordValue(Math.max(0, entry.getID().getTime() - published));
        });
        for (double percentile : new double[] {50, 99, 99.9})
            run.report()
                    .add(Case.of("publish to queue, p" + percentile, "ms", histogram.getValueAtPercentile(percentile)));
    }

    /** The same service, told to leave every host a pause; the gaps are those that the sites saw. */
    private void politeness(FeedOrigin origin, RedisServer redis) throws Exception {
        ServiceProcess.load(redis, truth(origin, SPACING_MS));
        Thread.sleep(5_000);
        origin.forgetTimes();
        Thread.sleep(run.either(5_000, 10_000));
        List<Long> gaps = origin.gaps().stream().sorted().toList();
        run.report()
                .add(Case.of("pause per host, wanted " + SPACING_MS + " ms, median", "ms", gaps.get(gaps.size() / 2)));
        run.report().add(Case.of("pauses of at least nine tenths of it", "%", share(gaps, SPACING_MS * 9 / 10)));
        run.report().add(Case.of("pauses of at least half of it", "%", share(gaps, SPACING_MS / 2)));
        run.report().add(Case.of("the shortest pause", "ms", gaps.get(0)));
    }

    private static double share(List<Long> gaps, long leastMs) {
        return 100.0 * gaps.stream().filter(gap -> gap >= leastMs).count() / gaps.size();
    }

    private static void signal(Background service, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(service.pid()))
                .start()
                .waitFor();
    }

    private static CloseableHttpAsyncClient client() {
        return HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(IN_FLIGHT)
                        .setMaxConnPerRoute(IN_FLIGHT)
                        .build())
                .build();
    }

    private static String truth(FeedOrigin origin, int spacingMs) {
        return """
                {"version": "bench-%d", "components": {"rss_agg": {"meta": {"name": "RSS", "service_id": "rss_agg"},
                  "management": {"port": 0}, "poll_interval_min": 0.0005, "poll_interval_max_min": 0.0005,
                  "concurrency_per_category": 24, "per_host": {"spacing_ms": %d, "concurrency": 0},
                  "categories": {"bench": %s}}}}""".formatted(spacingMs, spacingMs, origin.urlsAsJson());
    }
}
