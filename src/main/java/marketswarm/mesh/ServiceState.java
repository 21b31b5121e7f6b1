package marketswarm.mesh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator says of one service, one field of {@code mesh:state}. It is all that a coordinator remembers, so
 * that the next one goes on where this one stopped.
 *
 * @param sinceMs when this state began, epoch milliseconds
 * @param ageMs of the newest heartbeat; absent when there is none
 * @param instances that are alive
 * @param drift whether one of them runs another truth than the loaded one
 * @param detail why, in a few words
 * @param members every instance, also those that are gone without a word
 * @param falls when instances fell, as far back as flapping is judged
 */
public record ServiceState(
        String service,
        State state,
        long sinceMs,
        @Nullable Long ageMs,
        int instances,
        @Nullable String truthVersion,
        boolean drift,
        String detail,
        List<InstanceState> members,
        List<Long> falls) {

    public ServiceState {
        members = members == null ? List.of() : List.copyOf(members);
        falls = falls == null ? List.of() : List.copyOf(falls);
    }
}
