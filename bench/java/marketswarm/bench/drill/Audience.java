package marketswarm.bench.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Many readers of the stream on one thread; what some of them get is looked into: how old is a tick when it arrives? */
final class Audience implements AutoCloseable {

    /** One in so many is looked into. */
    static final int SAMPLED = 10;

    private static final int JOINS_EVERY_MS = 10;
    private static final int BUFFER = 256 * 1024;
    private static final long LONGEST_MS = 600_000;
    private static final byte[] MARK = "\"ts_ms\":".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 13;

    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Thread thread = new Thread(this::run, "audience");
    private volatile boolean running = true;
    private volatile Histogram ages = histogram();
    private volatile long bytes;
    private volatile int lost;

    /** @param requests the topics of each reader */
    Audience(int port, List<String> requests) throws IOException, InterruptedException {
        selector = Selector.open();
        thread.start();
        for (int reader = 0; reader < requests.size(); reader++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channels.add(channel);
            String request = "GET /sse?topics=" + requests.get(reader) + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAccept: text/event-stream\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, reader % SAMPLED == 0);
            TimeUnit.MILLISECONDS.sleep(JOINS_EVERY_MS);
        }
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_MS, 3);
    }

    /** Bytes that all of them have got. */
    long bytes() {
        return bytes;
    }

    /** How many have lost their connection. */
    int lost() {
        return lost;
    }

    /** Milliseconds from the vendor to the reader since the last call, of those that are looked into. */
    Histogram takeAges() {
        Histogram taken = ages;
        ages = histogram();
        return taken;
    }

    private void run() {
        try {
            while (running) selector.select(this::read, 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            int read = ((SocketChannel) key.channel()).read(buffer);
            if (read < 0) throw new IOException("closed");
            bytes = bytes + read;
            if (Boolean.TRUE.equals(key.attachment())) look(buffer.array(), read);
        } catch (IOException gone) {
            lost = lost + 1;
            key.cancel();
        }
    }

    // a time that is cut in two by the end of a read is passed over
    private void look(byte[] some, int length) {
        long now = System.currentTimeMillis();
        Histogram into = ages;
        for (int at = 0; at + MARK.length + DIGITS <= length; at++)
            if (some[at] == '"' && isMark(some, at)) into.recordValue(age(now, some, at + MARK.length));
    }

    private static boolean isMark(byte[] some, int at) {
        for (int i = 1; i < MARK.length; i++) if (some[at + i] != MARK[i]) return false;
        return true;
    }

    private static long age(long now, byte[] some, int from) {
        long then = 0;
        for (int i = from; i < from + DIGITS; i++) then = then * 10 + some[i] - '0';
        return Math.min(LONGEST_MS, Math.max(0, now - then));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        running = false;
        thread.join();
        for (SocketChannel channel : channels) channel.close();
        selector.close();
    }
}
