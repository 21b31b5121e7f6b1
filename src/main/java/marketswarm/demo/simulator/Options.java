package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Simulator} is started.
 *
 * @param port 0 takes any free one
 * @param seed equal seed and start minute give an equal market
 * @param ticksPerSecond trades and quotes a second and symbol
 * @param keys by their text
 * @param clock what the simulator takes for now
 * @param history how far back REST can look; also how long the market has been moving when the simulator starts
 * @param deflate whether permessage-deflate is accepted
 * @param load in the place of a market
 * @param playback in the place of a market
 * @param switches as they stand at first
 */
public record Options(
        String host,
        int port,
        long seed,
        double ticksPerSecond,
        Map<String, Plan> keys,
        Clock clock,
        Duration history,
        boolean deflate,
        @Nullable Load load,
        @Nullable Playback playback,
        Switches switches) {

    /** The key that the demo uses. */
    public static final String DEMO_KEY = "demo";

    public Options {
        keys = Map.copyOf(keys);
        if (ticksPerSecond <= 0) throw new IllegalArgumentException("simulator: the rate must be above 0");
        if (history.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("simulator: the history must be a minute or more");
        }
    }

    /** Loopback, any port, 8 ticks a second and symbol, the key {@code demo}, five minutes of history. */
    public static Options defaults() {
        return new Options(
                "127.0.0.1",
                0,
                1,
                8,
                Map.of(DEMO_KEY, Plan.everything()),
                Clock.systemUTC(),
                Duration.ofMinutes(5),
                false,
                null,
                null,
                Switches.defaults());
    }

    public Options withHost(String name) {
        return new Options(name, port, seed, ticksPerSecond, keys, clock, history, deflate, load, playback, switches);
    }

    public Options withPort(int number) {
        return new Options(host, number, seed, ticksPerSecond, keys, clock, history, deflate, load, playback, switches);
    }

    public Options withSeed(long number) {
        return new Options(host, port, number, ticksPerSecond, keys, clock, history, deflate, load, playback, switches);
    }

    public Options withTicksPerSecond(double rate) {
        return new Options(host, port, seed, rate, keys, clock, history, deflate, load, playback, switches);
    }

    public Options withKeys(Map<String, Plan> table) {
        return new Options(host, port, seed, ticksPerSecond, table, clock, history, deflate, load, playback, switches);
    }

    public Options withClock(Clock time) {
        return new Options(host, port, seed, ticksPerSecond, keys, time, history, deflate, load, playback, switches);
    }

    public Options withHistory(Duration length) {
        return new Options(host, port, seed, ticksPerSecond, keys, clock, length, deflate, load, playback, switches);
    }

    public Options withDeflate(boolean accepted) {
        return new Options(host, port, seed, ticksPerSecond, keys, clock, history, accepted, load, playback, switches);
    }

    public Options withLoad(Load instead) {
        return new Options(
                host, port, seed, ticksPerSecond, keys, clock, history, deflate, instead, playback, switches);
    }

    public Options withPlayback(Playback instead) {
        return new Options(host, port, seed, ticksPerSecond, keys, clock, history, deflate, load, instead, switches);
    }

    /** @param switches as JSON, those that differ from the usual: {@code {"rest_lag_ms": 200}} */
    public Options with(String switches) {
        Switches turned = Patch.apply(this.switches, Json.read(switches, JsonNode.class), Switches.class);
        return new Options(host, port, seed, ticksPerSecond, keys, clock, history, deflate, load, playback, turned);
    }
}
