package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Case;
import marketswarm.analysis.Edition;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;

/** A worker in a process of its own that notes each call of its analyst in a file before it answers. */
final class QueueDrillWorker {

    private static final int LONGEST_CALL_MS = 60;

    private QueueDrillWorker() {}

    /** Redis' URL, the worker's name, its concurrency, its lease in seconds, the file for its calls. */
    public static void main(String[] args) throws Exception {
        Path calls = Path.of(args[4]);
        new QueueWorker(args[0], args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]), noting(calls)).start();
        System.out.println("working");
        new CountDownLatch(1).await(); // until it is killed
    }

    private static Analyst noting(Path calls) {
        Analyst answering = QueueLoad.analyst(0);
        return new Analyst() {
            @Override
            public Analysis analyze(Case work) {
                try {
                    Files.writeString(
                            calls, work.item().uid() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_CALL_MS));
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return QueueLoad.analysis(work.item().uid());
            }

            @Override
            public Edition edition(NewsItem item) {
                return new Edition("i", "nothing", "p");
            }
        };
    }
}
