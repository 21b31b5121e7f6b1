package marketswarm.bench;

import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import marketswarm.feed.read.FeedReader;
import marketswarm.feed.read.NotAFeed;

/**
 * Documents per second and memory per document, on one core. Ours ends with items in plain text, with honest dates and
 * an identity; ROME's with its object model, which holds the markup as it came. Both get only what both can read.
 */
final class FeedReading {

    private static final String ROME = "ROME 2.1.0";
    private static final String URL = "https://news.example/feed.xml";
    private static final int NOTHING = -1;

    private final Run run;
    private final FeedReader reader = new FeedReader();

    FeedReading(Run run) {
        this.run = run;
    }

    void measure() throws Exception {
        for (FeedDocuments documents : FeedDocuments.all()) {
            List<byte[]> both = documents.bodies().stream()
                    .filter(body -> ours(body) != NOTHING && rome(body) != NOTHING)
                    .toList();
            if (both.isEmpty()) continue;
            String what = "%s (%d, %d kB on average)"
                    .formatted(documents.name(), both.size(), size(both) / both.size() / 1024);
            measure(what, both);
        }
        run.report().note("reading: one thread; both parsers get the documents that both can read");
    }

    private void measure(String what, List<byte[]> bodies) throws Exception {
        int warm = run.either(1_000, 6_000);
        perSecond(bodies, this::ours, warm);
        perSecond(bodies, this::rome, warm);
        int round = run.either(500, 2_000);
        var speed = new Rounds()
                .with("ours", () -> perSecond(bodies, this::ours, round))
                .with(ROME, () -> perSecond(bodies, this::rome, round))
                .run(run.either(3, 5));
        run.report()
                .add(Case.of("read: " + what, "documents/s", speed.get("ours")).peer(ROME, speed.get(ROME)));
        var memory = new Rounds()
                .with("ours", () -> allocated(bodies, this::ours))
                .with(ROME, () -> allocated(bodies, this::rome))
                .run(3);
        run.report()
                .add(Case.of("allocated: " + what, "kB/document", memory.get("ours"))
                        .peer(ROME, memory.get(ROME)));
    }

    private static double perSecond(List<byte[]> bodies, ToIntFunction<byte[]> parser, int ms) {
        long start = System.nanoTime();
        long until = start + TimeUnit.MILLISECONDS.toNanos(ms);
        long read = 0;
        while (System.nanoTime() < until) for (byte[] body : bodies) if (parser.applyAsInt(body) != NOTHING) read++;
        return read * 1e9 / (System.nanoTime() - start);
    }

    private static double allocated(List<byte[]> bodies, ToIntFunction<byte[]> parser) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long read = bodies.stream()
                .filter(body -> parser.applyAsInt(body) != NOTHING)
                .count();
        return (threads.getCurrentThreadAllocatedBytes() - before) / 1024.0 / read;
    }

    private int ours(byte[] body) {
        try {
            return reader.read(body, null, URL, "bench", 1_767_225_600_000L)
                    .items()
                    .size();
        } catch (NotAFeed e) {
            return NOTHING;
        }
    }

    private int rome(byte[] body) {
        try {
            return new SyndFeedInput()
                    .build(new XmlReader(new ByteArrayInputStream(body)))
                    .getEntries()
                    .size();
        } catch (IOException | FeedException | RuntimeException e) {
            return NOTHING;
        }
    }

    private static long size(List<byte[]> bodies) {
        return bodies.stream().mapToLong(body -> body.length).sum();
    }
}
