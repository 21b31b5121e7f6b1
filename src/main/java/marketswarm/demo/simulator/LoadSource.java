package marketswarm.demo.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A load for every socket that has subscribed to some of it. */
final class LoadSource implements Source {

    private static final long EVERY_MS = 1;

    private final Load load;
    private final Counters counters;
    private final Clock clock;
    private final Map<Session, Running> streams = new HashMap<>();
    private long nextId;

    /** @param changes of the subscriptions that it was made for */
    private record Running(int changes, Optional<LoadStream> stream) {}

    LoadSource(Load load, Counters counters, Clock clock) {
        this.load = load;
        this.counters = counters;
        this.clock = clock;
    }

    @Override
    public long everyMs() {
        return EVERY_MS;
    }

    @Override
    public void beat(Sessions sessions) {
        List<Session> open = sessions.open();
        if (streams.size() > open.size()) endOthers(open);
        for (Session session : open) {
            if (session.market() != Market.STOCKS || session.outbox().isSilent()) continue;
            if (session.outbox().cutOffIfSlow()) continue;
            Running running = streams.get(session);
            if (running == null || running.changes() != session.subscriptions().changes()) running = begin(session);
            running.stream().ifPresent(stream -> stream.pump(session.outbox().wire(), counters));
        }
    }

    @Override
    public void settle() {
        streams.values().forEach(running -> running.stream().ifPresent(stream -> stream.settle(counters)));
    }

    private Running begin(Session session) {
        end(session);
        Subscriptions wanted = session.subscriptions();
        List<LoadTopic> topics = new ArrayList<>();
        IntStream.rangeClosed(1, load.symbols()).forEach(number -> {
            String symbol = Load.symbol(number);
            if (wanted.hold("T.*") || wanted.hold("T." + symbol)) topics.add(LoadTopic.trades(number));
            if (wanted.hold("Q.*") || wanted.hold("Q." + symbol)) topics.add(LoadTopic.quotes(number));
        });
        Running running = new Running(
                wanted.changes(),
                topics.isEmpty() ? Optional.empty() : Optional.of(new LoadStream(load, topics, unusedId(), clock)));
        streams.put(session, running);
        return running;
    }

    // topics may change several times a second, and a reader that removes duplicates would drop an id that comes again
    private long unusedId() {
        streams.values().forEach(running -> running.stream().ifPresent(this::noteIds));
        return Math.max(nextId, LoadStream.firstIdAt(clock.millis()));
    }

    private void noteIds(LoadStream stream) {
        nextId = Math.max(nextId, stream.nextId());
    }

    private void endOthers(List<Session> open) {
        List.copyOf(streams.keySet()).stream()
                .filter(session -> !open.contains(session))
                .forEach(this::end);
    }

    private void end(Session session) {
        Running over = streams.remove(session);
        if (over == null) return;
        over.stream().ifPresent(stream -> {
            stream.settle(counters);
            noteIds(stream);
        });
    }
}
