package marketswarm.demo.simulator;

import io.netty.buffer.ByteBuf;
import java.time.Clock;
import java.util.List;

/** The load of one socket: frames made of stencils in turn, at the rate, as far as the socket takes them. */
final class LoadStream {

    /** Enough to keep a fast reader busy until the next turn, little enough that others get theirs. */
    private static final int LARGEST_TURN = 8 << 20;

    private static final int BATCH = 1 << 16;
    private static final long FIRST_SEQUENCE = 1_000_000_000L;
    private static final long SEQUENCES = 9_000_000_000L;
    private static final long IDS_OF_A_SECOND = 1_000_000_000_000L;

    private final Load load;
    private final List<LoadTopic> topics;
    private final Clock clock;
    private final byte[] frame;
    private final long firstId;
    private final long startNs = System.nanoTime();
    private long sent;
    private long settled;
    private int turn;

    /**
     * @param topics at least one
     * @param firstId of the first event; the others count up from it
     */
    LoadStream(Load load, List<LoadTopic> topics, long firstId, Clock clock) {
        this.load = load;
        this.topics = topics;
        this.clock = clock;
        int longest = topics.stream().mapToInt(LoadTopic::longest).max().orElseThrow();
        this.frame = new byte[TextFrame.LONGEST_HEAD + 1 + (longest + 1) * load.eventsPerFrame()];
        this.firstId = firstId;
    }

    /** Another run of the same day has other ids, else a reader that removes duplicates would drop it. */
    static long firstIdAt(long millis) {
        return 100_000 * IDS_OF_A_SECOND + millis / 1000 % 86_400 * IDS_OF_A_SECOND;
    }

    /** None as high has been sent. */
    long nextId() {
        return firstId + sent;
    }

    /** Sends what is due, many frames in one write. */
    void pump(Wire wire, Counters counters) {
        long millis = clock.millis();
        int bytes = 0;
        for (int events = events(); events > 0 && wire.takesMore() && bytes < LARGEST_TURN; ) {
            ByteBuf batch = wire.buffer(Math.max(BATCH, frame.length));
            for (; events > 0 && batch.writableBytes() >= frame.length; events = events()) {
                counters.frame(write(batch, events, millis));
            }
            bytes += batch.readableBytes();
            wire.write(batch);
        }
        if (bytes > 0) wire.flush();
    }

    private int write(ByteBuf batch, int events, long millis) {
        int from = TextFrame.LONGEST_HEAD;
        int end = fill(from, events, millis);
        int start = TextFrame.head(frame, from, end - from);
        batch.writeBytes(frame, start, end - start);
        sent += events;
        return end - from;
    }

    /** Of the next frame; 0 while it is not due. Only the very last frame may be a short one. */
    private int events() {
        long left = load.events() == 0 ? Long.MAX_VALUE : load.events() - sent;
        long due = load.eventsPerSecond() == 0 ? left : Math.min(left, wanted() - sent);
        int full = (int) Math.min(load.eventsPerFrame(), left);
        return due >= full ? full : 0;
    }

    private long wanted() {
        return (long) ((System.nanoTime() - startNs) / 1e9 * load.eventsPerSecond());
    }

    /** Hands the counts of its topics over; they take turns, so they follow from the number of events. */
    void settle(Counters counters) {
        for (int index = 0; index < topics.size(); index++) {
            topics.get(index).count(counters, timesOf(index, sent) - timesOf(index, settled));
        }
        settled = sent;
    }

    private long timesOf(int index, long events) {
        return events / topics.size() + (index < events % topics.size() ? 1 : 0);
    }

    private int fill(int from, int events, long millis) {
        int at = from;
        frame[at++] = '[';
        for (int n = 0; n < events; n++) {
            if (n > 0) frame[at++] = ',';
            long number = sent + n;
            at = topics.get(turn)
                    .stencil(number / topics.size())
                    .print(frame, at, firstId + number, FIRST_SEQUENCE + number % SEQUENCES, millis);
            turn = turn + 1 == topics.size() ? 0 : turn + 1;
        }
        frame[at++] = ']';
        return at;
    }
}
