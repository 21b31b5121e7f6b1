package marketswarm.bench.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import marketswarm.bench.Drill;
import marketswarm.bench.DrillReport;
import marketswarm.bench.DrillRun;
import marketswarm.redis.Keys;
import redis.clients.jedis.exceptions.JedisException;

/** The whole installation, everything in it broken by chance, and a count from vendor and feeds to the browsers. */
public final class SystemDrill implements Drill {

    private static final int READERS = 4;
    private static final int PUBLISH_EVERY_MS = 300;
    private static final int PROGRESS_EVERY_S = 10;

    @Override
    public String name() {
        return "system";
    }

    @Override
    public String about() {
        return "every service, both Redis, every line, clocks, memory, truth: broken by chance, counted to the last one";
    }

    @Override
    public int usualSeconds() {
        return 600;
    }

    @Override
    public DrillReport run(DrillRun drill) throws Exception {
        try (Installation here = new Installation(drill.run(), drill.seed(), READERS)) {
            List<String> kinds = kinds(drill, here.clocks);
            here.start();
            AtomicBoolean publishing = new AtomicBoolean(true);
            Thread press = new Thread(() -> publish(here.news, publishing), "press");
            press.setDaemon(true);
            press.start();
            Mischief mischief = new Mischief(here, new Random(drill.seed()), kinds);
            Vitals vitals = new Vitals(here.fleet);
            double lasted = make(drill, here, mischief, vitals);
            double healed = mischief.heal();
            publishing.set(false);
            press.join();
            here.load(here.truths.first());
            Settling settling = new Settling(here);
            settling.await();
            vitals.atTheEnd();
            return new Reckoning(here, mischief, settling, vitals).report(drill, lasted, healed);
        }
    }

    private static List<String> kinds(DrillRun drill, Clocks clocks) {
        String only = drill.run().only("");
        Set<String> kinds = new TreeSet<>(only.isEmpty() ? Troubles.KINDS : Set.of(only.split(",")));
        if (!clocks.canJump() && kinds.remove("clock"))
            System.out.println("SKIPPED: no clock jumps, for there is no C compiler (cc) that makes one that does");
        return new ArrayList<>(kinds);
    }

    /** Trouble until the time is over; in its last part nobody is killed, so that memory can show that it does not grow. */
    private static double make(DrillRun drill, Installation here, Mischief mischief, Vitals vitals) throws Exception {
        long begun = System.nanoTime();
        long told = 0;
        while (seconds(begun) < drill.seconds()) {
            boolean last = seconds(begun) > 0.6 * drill.seconds();
            if (last) vitals.begin();
            mischief.step(last ? Set.of("kill") : Set.of());
            if (seconds(begun) - told >= PROGRESS_EVERY_S) {
                told = (long) seconds(begun);
                progress(here, mischief, told);
            }
        }
        return seconds(begun);
    }

    private static void progress(Installation here, Mischief mischief, long seconds) {
        System.out.printf(
                "%4d s: %d troubles, %d restarts; ticks %s; items published %d, stored %s, analyzed %s%n",
                seconds,
                mischief.count(),
                here.fleet.revived(),
                asked(() -> Ledger.ticks(here.market)),
                here.news.published(),
                asked(() -> here.market.zcard(Keys.SEEN.key())),
                asked(() -> here.market.zcard(Keys.ANALYSIS_INDEX.key())));
    }

    private interface Question {
        long answer();
    }

    private static String asked(Question question) {
        try {
            return String.valueOf(question.answer());
        } catch (JedisException away) {
            return "?";
        }
    }

    private static void publish(NewsSource news, AtomicBoolean publishing) {
        try {
            while (publishing.get()) {
                news.publish();
                TimeUnit.MILLISECONDS.sleep(PUBLISH_EVERY_MS);
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    static double seconds(long sinceNs) {
        return (System.nanoTime() - sinceNs) / 1e9;
    }
}
