package marketswarm.bench.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import marketswarm.bench.Run;

/** All processes of the installation, and who starts them again. */
final class Fleet implements AutoCloseable {

    private static final double STARTS_WITHIN_S = 120;
    private static final long RESTARTED_AFTER_MS = 500;

    private final List<Member> members = new ArrayList<>();
    private final AtomicInteger revived = new AtomicInteger();
    private final ScheduledExecutorService supervisor = Executors.newSingleThreadScheduledExecutor();
    private final Run run;
    private final String systemUrl;
    private final Clocks clocks;
    private final List<String> jvm;

    Fleet(Run run, String systemUrl, Clocks clocks, List<String> jvm) {
        this.run = run;
        this.systemUrl = systemUrl;
        this.clocks = clocks;
        this.jvm = jvm;
        supervisor.scheduleWithFixedDelay(this::revive, RESTARTED_AFTER_MS, RESTARTED_AFTER_MS, TimeUnit.MILLISECONDS);
    }

    /** Starts instances of a service; one after the other, as soon as the one before is ready. */
    Fleet with(String service, int instances) throws IOException, InterruptedException {
        for (int n = 1; n <= instances; n++) {
            add(new Member(run, service, service + "-" + n, systemUrl, clocks, jvm));
            if (awaitReady(STARTS_WITHIN_S) > STARTS_WITHIN_S)
                throw new IllegalStateException("drill: not ready: " + notReady());
        }
        return this;
    }

    private synchronized void add(Member member) {
        members.add(member);
    }

    synchronized List<Member> members() {
        return List.copyOf(members);
    }

    /** How often one was started again. */
    int revived() {
        return revived.get();
    }

    private void revive() {
        try {
            for (Member member : members()) if (member.revive()) revived.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that do not say that they are ready. */
    List<String> notReady() throws InterruptedException {
        List<String> late = new ArrayList<>();
        for (Member member : members()) if (!member.isReady()) late.add(member.instance());
        return late;
    }

    /** How many seconds it takes until all are ready; more than the limit when some are not. */
    double awaitReady(double limitSeconds) throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            double waited = (System.nanoTime() - begun) / 1e9;
            if (notReady().isEmpty() || waited > limitSeconds) return waited;
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Override
    public void close() throws InterruptedException {
        supervisor.shutdownNow();
        supervisor.awaitTermination(5, TimeUnit.SECONDS);
        members().forEach(Member::close);
    }
}
