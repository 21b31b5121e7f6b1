package marketswarm.bench;

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
