package marketswarm.mesh;

import java.util.List;

/**
 * What a service says of its work, so that a heartbeat proves more than a living thread.
 *
 * @param done units it has finished since it started; only grows
 * @param waiting units that wait for it, 0 when it cannot tell
 * @param trouble what keeps it from working, in words; empty when nothing does
 */
public record Work(long done, long waiting, List<String> trouble) {

    public Work {
        trouble = List.copyOf(trouble);
    }

    public Work(long done, long waiting) {
        this(done, waiting, List.of());
    }
}
