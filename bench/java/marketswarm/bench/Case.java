package marketswarm.bench;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of a report.
 *
 * @param limit what the machine gives for the same, in the same unit; absent when there is no such thing
 * @param peer what somebody else's program reaches
 */
record Case(
        String name,
        String unit,
        Sample ours,
        @Nullable Double limit,
        @Nullable Double peer,
        @Nullable String peerName) {

    static Case of(String name, String unit, Sample ours) {
        return new Case(name, unit, ours, null, null, null);
    }

    static Case of(String name, String unit, double ours) {
        return of(name, unit, new Sample(ours, 0));
    }

    /** The same case of several runs; a single one keeps the spread of its own. */
    static Case of(List<Case> runs) {
        Case first = runs.get(0);
        if (runs.size() == 1) return first;
        return new Case(
                first.name,
                first.unit,
                Sample.of(runs.stream().map(run -> run.ours.median()).toList()),
                median(runs.stream().map(Case::limit).toList()),
                median(runs.stream().map(Case::peer).toList()),
                runs.stream()
                        .map(Case::peerName)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable Double median(List<@Nullable Double> figures) {
        List<Double> there = figures.stream().filter(Objects::nonNull).toList();
        return there.isEmpty() ? null : Sample.of(there).median();
    }

    Case limit(Sample figure) {
        return new Case(name, unit, ours, figure.median(), peer, peerName);
    }

    Case peer(String who, Sample figure) {
        return new Case(name, unit, ours, limit, figure.median(), who);
    }

    @Nullable
    Double ratioToLimit() {
        return limit == null ? null : ours.median() / limit;
    }

    @Nullable
    Double ratioToPeer() {
        return peer == null ? null : ours.median() / peer;
    }
}
