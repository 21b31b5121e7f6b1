package marketswarm.demo.simulator;

import java.util.function.Supplier;
import marketswarm.domain.RawFrame;
import org.jspecify.annotations.Nullable;

/**
 * Recorded frames instead of a market; they begin when the first client has subscribed.
 *
 * @param frames one after the other, in their order; null when there are no more
 * @param speed how much faster than it was; 0 is as fast as the clients take them
 */
public record Playback(Supplier<@Nullable RawFrame> frames, double speed) {

    public Playback {
        if (!(speed >= 0)) throw new IllegalArgumentException("simulator: the speed must be 0 or more");
    }
}
