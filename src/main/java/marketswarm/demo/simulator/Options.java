package marketswarm.demo.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * How a {@link Simulator} behaves. What the real vendor does in some of these cases is not established, which is why
 * they can be set.
 *
 * @param port 0 takes any free one
 * @param seed equal seed and start minute give an equal market
 * @param ticksPerSecond trades and quotes a second and symbol
 * @param keys by their text
 * @param clock what the simulator takes for now
 * @param history how far back REST can look; also how long the market has been moving when the simulator starts
 * @param restLag how much later than the socket REST shows a trade or quote
 * @param authTimeout how long a socket may stay without a key
 * @param victim who loses the connection when a plan's number is exceeded
 * @param slowReaderBytes unsent bytes at which a reader is dropped
 */
public record Options(
        String host,
        int port,
        long seed,
        double ticksPerSecond,
        Map<String, Plan> keys,
        Clock clock,
        Duration history,
        Duration restLag,
        Duration authTimeout,
        Victim victim,
        int slowReaderBytes) {

    /** The key that the demo uses. */
    public static final String DEMO_KEY = "demo";

    /** Which connection dies when there are too many; observers of the vendor disagree. */
    public enum Victim {
        OLDEST,
        NEWEST,
        RANDOM
    }

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
                Duration.ZERO,
                Duration.ofSeconds(30),
                Victim.NEWEST,
                16 << 20);
    }

    public Options withHost(String name) {
        return new Options(
                name, port, seed, ticksPerSecond, keys, clock, history, restLag, authTimeout, victim, slowReaderBytes);
    }

    public Options withPort(int number) {
        return new Options(
                host,
                number,
                seed,
                ticksPerSecond,
                keys,
                clock,
                history,
                restLag,
                authTimeout,
                victim,
                slowReaderBytes);
    }

    public Options withSeed(long number) {
        return new Options(
                host,
                port,
                number,
                ticksPerSecond,
                keys,
                clock,
                history,
                restLag,
                authTimeout,
                victim,
                slowReaderBytes);
    }

    public Options withTicksPerSecond(double rate) {
        return new Options(host, port, seed, rate, keys, clock, history, restLag, authTimeout, victim, slowReaderBytes);
    }

    public Options withKeys(Map<String, Plan> table) {
        return new Options(
                host, port, seed, ticksPerSecond, table, clock, history, restLag, authTimeout, victim, slowReaderBytes);
    }

    public Options withClock(Clock time) {
        return new Options(
                host, port, seed, ticksPerSecond, keys, time, history, restLag, authTimeout, victim, slowReaderBytes);
    }

    public Options withHistory(Duration length) {
        return new Options(
                host, port, seed, ticksPerSecond, keys, clock, length, restLag, authTimeout, victim, slowReaderBytes);
    }

    public Options withRestLag(Duration lag) {
        return new Options(
                host, port, seed, ticksPerSecond, keys, clock, history, lag, authTimeout, victim, slowReaderBytes);
    }

    public Options withAuthTimeout(Duration time) {
        return new Options(
                host, port, seed, ticksPerSecond, keys, clock, history, restLag, time, victim, slowReaderBytes);
    }

    public Options withVictim(Victim who) {
        return new Options(
                host, port, seed, ticksPerSecond, keys, clock, history, restLag, authTimeout, who, slowReaderBytes);
    }

    public Options withSlowReaderBytes(int bytes) {
        return new Options(host, port, seed, ticksPerSecond, keys, clock, history, restLag, authTimeout, victim, bytes);
    }
}
