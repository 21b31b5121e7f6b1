package marketswarm.demo.simulator;

import java.time.Clock;
import java.util.List;

/** The simulated market: what its tape prints is remembered for REST, delivered to the sockets, and counted. */
final class TapeSource implements Source {

    private static final long BEAT_MS = 20;

    private final Tape tape;
    private final History history;
    private final Irregularities irregularities;
    private final Delivery delivery;
    private final SwitchBoard board;
    private final Counters counters;
    private final Clock clock;

    TapeSource(Options options, History history, SwitchBoard board, Counters counters) {
        this.clock = options.clock();
        this.history = history;
        this.board = board;
        this.counters = counters;
        this.irregularities = new Irregularities(options.seed());
        this.delivery = new Delivery(options.seed());
        long start = clock.millis() - options.history().toMillis();
        this.tape = new Tape(Listings.ALL, options.seed(), start - start % 60_000, options.ticksPerSecond());
        tape.until(clock.millis()).forEach(history::add);
    }

    @Override
    public long everyMs() {
        return BEAT_MS;
    }

    @Override
    public void beat(Sessions sessions) {
        Switches switches = board.now();
        long now = clock.millis();
        List<Print> regular = switches.paused() ? tape.standStill(now) : tape.until(now, switches.halted());
        List<Print> prints = irregularities.among(regular, now * 1_000_000, switches);
        for (Print print : prints) {
            history.add(print);
            counters.of(Topic.of(print)).printed();
        }
        sessions.publish(delivery.of(prints, now * 1_000_000, switches));
    }

    @Override
    public void settle() {}
}
