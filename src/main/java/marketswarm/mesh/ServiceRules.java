package marketswarm.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a service is judged by its instances and by what was said of it before. Without memory of its own.
 *
 * @param watchedMs how long without interruption the heartbeats have been looked at; what is missing before a warm-up is
 *     over is not judged, for then the watcher was away and not the watched
 * @param flapAfter so many falls within the window are flapping
 */
record ServiceRules(InstanceRules instances, long watchedMs, int flapAfter, Duration flapWindow) {

    private static final Duration GONE_KEPT = Duration.ofMinutes(10);
    private static final int MOST_FALLS = 50;
    private static final String STOPPED = "stopped";

    /** How long a service may take to its first heartbeat: three quarters of the time after which it would be down. */
    static Duration warmUp(int intervalSec) {
        return Duration.ofMillis(intervalSec * 3_000L * 3 / 4);
    }

    ServiceState judge(String service, @Nullable ServiceState before, List<Beat> beats) {
        List<InstanceState> known = before == null ? List.of() : before.members();
        List<InstanceState> members = members(known, beats);
        List<Long> falls = falls(before, members);
        State now = state(before, members);
        State said = falls.size() >= flapAfter ? State.FLAPPING : now;
        boolean stopped = members.isEmpty() && wasStopped(before, beats);
        return new ServiceState(
                service,
                said,
                before != null && before.state() == said ? before.sinceMs() : instances.now(),
                members.stream()
                        .map(member -> instances.now() - member.seenMs())
                        .min(Long::compare)
                        .orElse(null),
                (int) members.stream().filter(ServiceRules::isAlive).count(),
                newestVersion(members),
                beats.stream().filter(Predicate.not(Beat::isStopped)).anyMatch(instances::drifts),
                detail(said, now, members, falls, stopped),
                members,
                falls);
    }

    private List<InstanceState> members(List<InstanceState> known, List<Beat> beats) {
        List<InstanceState> members = new ArrayList<>();
        for (Beat beat : beats) if (!beat.isStopped()) members.add(instances.judge(beat, find(known, beat.instance())));
        for (InstanceState member : known) {
            boolean told = beats.stream().anyMatch(beat -> beat.instance().equals(member.instance()));
            if (!told) stillKnown(member).forEach(members::add);
        }
        return members;
    }

    private Stream<InstanceState> stillKnown(InstanceState missing) {
        if (isWatchedTooShort()) return Stream.of(missing);
        InstanceState gone = missing.gone(instances.now());
        return instances.now() - gone.sinceMs() > GONE_KEPT.toMillis() ? Stream.of() : Stream.of(gone);
    }

    private boolean isWatchedTooShort() {
        return watchedMs < warmUp(instances.intervalSec()).toMillis();
    }

    private List<Long> falls(@Nullable ServiceState before, List<InstanceState> members) {
        if (before == null) return List.of();
        List<Long> falls = new ArrayList<>(before.falls());
        for (InstanceState member : members) {
            InstanceState was = find(before.members(), member.instance());
            if (was != null && member.hasFallenSince(was)) falls.add(instances.now());
        }
        falls.removeIf(fall -> instances.now() - fall > flapWindow.toMillis());
        return falls.subList(Math.max(0, falls.size() - MOST_FALLS), falls.size());
    }

    private State state(@Nullable ServiceState before, List<InstanceState> members) {
        for (State state : List.of(State.UP, State.LATE))
            if (members.stream().anyMatch(member -> member.state() == state)) return state;
        if (before == null) return State.WARMING;
        boolean wasDown = before.state() == State.DOWN; // and stays so until it works again
        if (!wasDown && members.stream().anyMatch(ServiceRules::isAlive)) return State.WARMING;
        boolean warming = instances.now() - before.sinceMs()
                < warmUp(instances.intervalSec()).toMillis();
        return before.state() == State.WARMING && warming ? State.WARMING : State.DOWN;
    }

    private static boolean wasStopped(@Nullable ServiceState before, List<Beat> beats) {
        return beats.stream().anyMatch(Beat::isStopped)
                || (before != null
                        && before.members().isEmpty()
                        && before.detail().equals(STOPPED));
    }

    private String detail(State said, State now, List<InstanceState> members, List<Long> falls, boolean stopped) {
        if (said == State.FLAPPING)
            return "fell " + falls.size() + " times within " + flapWindow.toSeconds() + " s, now " + now;
        if (members.isEmpty()) return now == State.WARMING ? "no heartbeat yet" : stopped ? STOPPED : "no heartbeat";
        String notes = members.stream()
                .filter(member -> !member.reasons().isEmpty())
                .map(member -> (members.size() == 1 ? "" : member.instance() + " is " + member.state() + ": ")
                        + String.join(", ", member.reasons()))
                .collect(Collectors.joining("; "));
        return notes.isEmpty() ? "heartbeat every " + instances.intervalSec() + " s" : notes;
    }

    private static @Nullable String newestVersion(List<InstanceState> members) {
        return members.stream()
                .filter(ServiceRules::isAlive)
                .max((a, b) -> Long.compare(a.seenMs(), b.seenMs()))
                .map(InstanceState::truthVersion)
                .orElse(null);
    }

    private static boolean isAlive(InstanceState member) {
        return member.state() != State.DOWN;
    }

    private static @Nullable InstanceState find(List<InstanceState> members, String instance) {
        return members.stream()
                .filter(member -> member.instance().equals(instance))
                .findFirst()
                .orElse(null);
    }
}
