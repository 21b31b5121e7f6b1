package marketswarm.redis.pipe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bodies that go to the server in one transaction, together with the number of the batch: what has arrived is then a
 * matter of one GET, whatever has become of the replies. Used again when it is settled.
 */
final class Batch<T> {

    /** Beyond this a batch is closed. */
    static final int FULL_BYTES = 64 << 10;

    private static final int CAPACITY = FULL_BYTES + (16 << 10);
    private static final int KEEP_BYTES = 1 << 20;
    private static final byte[] MULTI = "*1\r\n$5\r\nMULTI\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXEC = "*1\r\n$4\r\nEXEC\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RespBuffer buffer = new RespBuffer(CAPACITY);
    private final List<T> bodies = new ArrayList<>();
    private long number;
    private int beside;
    private long openedNs;
    private long sinceNs;
    private volatile long sentNs;
    private boolean onDisk;

    Batch() {
        clear();
    }

    void clear() {
        onDisk = false;
        bodies.clear();
        buffer.clear();
        buffer.encoded(MULTI);
    }

    /** @param came when the first of them came to this process */
    void add(List<? extends T> more, Form<T> form, long came) {
        if (bodies.isEmpty()) {
            openedNs = System.nanoTime();
            sinceNs = came;
        }
        for (T body : more) {
            form.encode(body, buffer);
            bodies.add(body);
        }
    }

    /** Nothing is added any more. */
    void close(Form<T> form, long newNumber, String mark, long markSeconds) {
        number = newNumber;
        beside = form.encodeBeside(bodies, buffer);
        buffer.command(5).word("SET").word(mark).word(newNumber).word("EX").word(markSeconds);
        buffer.encoded(EXEC);
    }

    /** It has been read from there, and is there still. */
    void comesFromDisk() {
        onDisk = true;
    }

    boolean isOnDisk() {
        return onDisk;
    }

    boolean isEmpty() {
        return bodies.isEmpty();
    }

    boolean isFull() {
        return buffer.length() >= FULL_BYTES;
    }

    /** Worth keeping for another time; one that has grown large is not. */
    boolean isHandy() {
        return buffer.bytes().length <= KEEP_BYTES;
    }

    RespBuffer buffer() {
        return buffer;
    }

    List<T> bodies() {
        return Collections.unmodifiableList(bodies);
    }

    long number() {
        return number;
    }

    /** Commands between the entries and the number. */
    int beside() {
        return beside;
    }

    /** When its first body was added, by {@link System#nanoTime}. */
    long openedNs() {
        return openedNs;
    }

    /** When that had come to this process. */
    long sinceNs() {
        return sinceNs;
    }

    void sentNow() {
        sentNs = System.nanoTime();
    }

    /** When it was sent last. */
    long sentNs() {
        return sentNs;
    }

    /** About what it takes of the memory: its bytes here, and the bodies beside. */
    long weight() {
        return 2L * buffer.length();
    }
}
