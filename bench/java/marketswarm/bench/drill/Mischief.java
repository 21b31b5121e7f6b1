package marketswarm.bench.drill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Makes trouble, some of it at the same time, lets things heal now and then, and measures how long that takes. */
final class Mischief {

    private static final int AT_ONCE = 3;
    private static final int LONGEST_REST_MS = 3_000;
    private static final int CALM_ONE_IN = 14;
    private static final double HEALS_WITHIN_S = 30;

    private final Installation here;
    private final Random random;
    private final List<String> kinds;
    private final Troubles troubles;
    private final List<Running> running = new ArrayList<>();
    private final Map<String, Integer> made = new TreeMap<>();
    private final Map<String, Integer> failed = new ConcurrentSkipListMap<>();
    private final List<String> notHealed = new ArrayList<>();
    private double healedMaxS;
    private int healings;

    Mischief(Installation here, Random random, List<String> kinds) {
        this.here = here;
        this.random = random;
        this.kinds = kinds;
        this.troubles = new Troubles(here, random);
    }

    private record Running(Trouble trouble, long endsNs) {}

    Map<String, Integer> made() {
        return made;
    }

    int count() {
        return made.values().stream().mapToInt(Integer::intValue).sum();
    }

    double healedMaxS() {
        return healedMaxS;
    }

    int healings() {
        return healings;
    }

    List<String> notHealed() {
        return notHealed;
    }

    Map<String, Integer> failed() {
        return failed;
    }

    /** One trouble more, or a calm in which all must heal. */
    void step(Set<String> notNow) throws Exception {
        rest(random.nextInt(LONGEST_REST_MS));
        if (random.nextInt(CALM_ONE_IN) == 0) heal();
        else begin(notNow);
    }

    private void begin(Set<String> notNow) throws Exception {
        Trouble trouble = troubles.next(kinds.get(random.nextInt(kinds.size())));
        Set<String> busy = new HashSet<>();
        running.forEach(one -> busy.add(one.trouble().target()));
        if (running.size() >= AT_ONCE || busy.contains(trouble.target()) || notNow.contains(trouble.kind())) return;
        long lasts = trouble.longestMs() == 0 ? 0 : 300 + random.nextInt(trouble.longestMs());
        System.out.println("  " + trouble.name() + (lasts == 0 ? "" : " for " + lasts + " ms"));
        take(trouble, trouble.begin());
        made.merge(trouble.name(), 1, Integer::sum);
        if (lasts > 0) running.add(new Running(trouble, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(lasts)));
    }

    private void rest(int ms) throws Exception {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (System.nanoTime() < until) {
            end(false);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void end(boolean all) throws Exception {
        for (Running one : List.copyOf(running))
            if (all || System.nanoTime() >= one.endsNs()) {
                take(one.trouble(), one.trouble().end());
                running.remove(one);
            }
    }

    private void take(Trouble trouble, Trouble.Step step) {
        try {
            step.take();
        } catch (Exception e) {
            failed.merge(trouble.name() + ": " + e.getMessage(), 1, Integer::sum);
        }
    }

    /** Nothing is broken any more; all must be ready before long. */
    double heal() throws Exception {
        while (!running.isEmpty()) rest(20);
        double took = here.fleet.awaitReady(HEALS_WITHIN_S);
        healings++;
        healedMaxS = Math.max(healedMaxS, took);
        if (took > HEALS_WITHIN_S) notHealed.addAll(here.fleet.notReady());
        System.out.printf("  all ready after %.1f s%n", took);
        return took;
    }
}
