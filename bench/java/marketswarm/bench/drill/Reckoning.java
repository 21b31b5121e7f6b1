package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.bench.DrillReport;
import marketswarm.bench.DrillRun;
import marketswarm.bench.Promise;
import marketswarm.bench.TickTally;
import marketswarm.redis.Keys;

/** Holds what was promised against what came of it. */
final class Reckoning {

    private static final double READY_WITHIN_S = 30;

    private final Installation here;
    private final Mischief mischief;
    private final Settling settling;
    private final Vitals vitals;
    private final List<Promise> promises = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Reckoning(Installation here, Mischief mischief, Settling settling, Vitals vitals) {
        this.here = here;
        this.mischief = mischief;
        this.settling = settling;
        this.vitals = vitals;
    }

    DrillReport report(DrillRun drill, double lasted, double healed) throws Exception {
        TickTally ticks = ticks();
        Set<String> published = here.news.uids();
        items(published);
        browsers();
        rest(healed);
        return new DrillReport(
                "system",
                drill.seed(),
                lasted,
                mischief.made(),
                ticks.sent() + published.size(),
                ticks.seen() + new Ledger(here.market).index(Keys.SEEN).size(),
                promises.stream()
                        .filter(promise -> !promise.duplicates())
                        .mapToLong(Promise::broken)
                        .sum(),
                promises.stream()
                        .filter(Promise::duplicates)
                        .mapToLong(Promise::broken)
                        .sum(),
                mischief.healedMaxS(),
                promises.stream().allMatch(Promise::kept),
                notes,
                promises,
                List.of());
    }

    private TickTally ticks() {
        JsonNode counters = here.vendor.counters();
        TickTally tally = TickTally.of(here.market, counters, Truths.STEADY);
        promises.add(Promise.of("each tick of the vendor in its stream", tally.sent(), tally.lost()));
        promises.add(Promise.once("no tick in its stream twice", tally.seen(), tally.duplicated()));
        promises.add(
                Promise.of("no hole left in a gap", tally.gaps(), tally.holes().size()));
        notes.add("of the ticks, REST brought " + tally.backfilled() + "; gaps told " + tally.gaps());
        if (!tally.differences().isEmpty()) notes.add("streams less prints: " + tally.differences());
        if (!tally.holes().isEmpty()) notes.add("holes: " + tally.holes());
        return tally;
    }

    private void items(Set<String> published) {
        Ledger ledger = new Ledger(here.market);
        promises.add(Promise.of("each item of the feeds stored", published.size(), lacking(published, Keys.SEEN)));
        promises.add(Promise.of("each in the index", published.size(), lacking(published, Keys.ITEM_INDEX)));
        promises.add(Promise.of("each with its document", published.size(), ledger.without(Keys.ITEM, published)));
        promises.add(Promise.of("each analyzed", published.size(), ledger.without(Keys.ANALYSIS, published)));
        promises.add(
                Promise.of("each analysis in the index", published.size(), lacking(published, Keys.ANALYSIS_INDEX)));
        Counted events = ledger.streams().getOrDefault("analysis", new Counted());
        promises.add(Promise.of("each analysis told", published.size(), published.size() - events.different()));
        promises.add(Promise.once("no analysis told twice", events.all(), events.repeated()));
        promises.add(Promise.of("no dead letters", published.size(), here.market.xlen(Keys.DEAD.key())));
        notes.add("calls of the model that were answered " + here.model.answered() + ", of them wasted "
                + (here.model.answered() - events.all()));
        notes.add("dead letters, their causes: " + causes());
    }

    private List<String> causes() {
        return here.market.xrange(Keys.DEAD.key(), "-", "+", 5).stream()
                .map(entry -> String.valueOf(entry.getFields().get("cause")))
                .toList();
    }

    private long lacking(Set<String> published, Keys index) {
        Set<String> missing = new HashSet<>(published);
        missing.removeAll(new Ledger(here.market).index(index));
        return missing.size();
    }

    private void browsers() {
        // a browser has all that was there before it is looked at, and nothing that is not there afterwards
        Map<String, Counted> before = new Ledger(here.market).streams();
        List<Browser.Shown> browsers =
                here.browsers.stream().map(Browser::shown).toList();
        Map<String, Counted> after = new Ledger(here.market).streams();
        for (String group : List.of("tick", "news", "analysis", "event")) {
            Shown all = shown(browsers, before, after, group);
            promises.add(Promise.of("each " + group + " at each browser", all.owed, all.missed));
            promises.add(Promise.once("no " + group + " twice at a browser", all.owed, all.twice));
            if (group.equals("tick")) conflated(all);
            notes.addAll(all.examples);
        }
        promises.add(Promise.of(
                "no browser told of a gap",
                here.browsers.size(),
                browsers.stream().mapToLong(one -> one.gaps.size()).sum()));
        here.browsers.forEach(one -> notes.add(
                "browser: " + one.connected() + " connections, ended " + one.ends() + "; gaps " + one.shown().gaps));
    }

    private void conflated(Shown ticks) {
        promises.add(Promise.of("no browser told of more than it lacks", ticks.conflated, ticks.wronglyTold));
        notes.add(ticks.conflated
                + " ticks were not shown to a browser whose socket was full; it was told of each of them"
                + " by a newer one of the same symbol (conflation)");
    }

    /** What all browsers together were owed of a kind, and got, or were told that they would not get. */
    private static final class Shown {
        private long owed;
        private long conflated;
        private long wronglyTold;
        private long missed;
        private long twice;
        private final List<String> examples = new ArrayList<>();
    }

    private Shown shown(
            List<Browser.Shown> browsers, Map<String, Counted> before, Map<String, Counted> after, String group) {
        Shown all = new Shown();
        for (Browser.Shown browser : browsers)
            for (var stream : before.entrySet()) {
                if (!stream.getKey().startsWith(group)) continue;
                Counted shown = browser.of(stream.getKey());
                long untold = browser.untold(stream.getKey(), stream.getValue());
                long missed = Math.max(0, untold);
                long twice =
                        after.getOrDefault(stream.getKey(), stream.getValue()).lacks(shown);
                all.owed += stream.getValue().all();
                all.conflated += browser.conflated(stream.getKey());
                all.wronglyTold += Math.max(0, -untold);
                all.missed += missed;
                all.twice += twice;
                if (untold != 0 || twice > 0)
                    all.examples.add("a browser has of " + stream.getKey() + " " + untold + " too few, " + twice
                            + " too many" + example(stream.getKey(), shown));
            }
        return all;
    }

    /** The first entry that a browser lacks, for whoever looks for the reason. */
    private String example(String kind, Counted shown) {
        return new Ledger(here.market)
                .first(kind, print -> !shown.has(print))
                .map(entry -> ", first " + entry)
                .orElse("");
    }

    private void rest(double healed) {
        promises.add(Promise.of(
                "all ready within 30 s of the last trouble",
                mischief.healings(),
                mischief.notHealed().size() + (healed > READY_WITHIN_S ? 1 : 0)));
        promises.add(Promise.of(
                "all work finished",
                settling.took().size(),
                settling.unfinished().size()));
        promises.add(Promise.of(
                "nothing grows", vitals.lines().size(), vitals.grown().size()));
        notes.add("processes started again: " + here.fleet.revived());
        notes.add("not ready in time: " + mischief.notHealed() + "; unfinished: " + settling.unfinished() + "; grown: "
                + vitals.grown());
        notes.add("settled after, in seconds: " + settling.took());
        notes.addAll(vitals.lines());
        if (!mischief.failed().isEmpty()) notes.add("trouble that could not be made: " + mischief.failed());
    }
}
