package marketswarm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Many readers of event streams on one thread: what arrives is counted, and how long each event was under way. */
final class Readers implements AutoCloseable {

    private static final int READ_BYTES = 512 * 1024;
    private static final int SPARE = 1024;
    private static final long LONGEST_NS = 60_000_000_000L;
    private static final int DIGITS = 2;

    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<StampMeter> meters = new ArrayList<>();
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::read, "readers");
    private final byte[] bytes = new byte[READ_BYTES + SPARE];
    private long[] before = new long[0];
    private volatile boolean running = true;
    private volatile Histogram latency = new Histogram(LONGEST_NS, DIGITS);
    private int closed;

    /** @param stalled how many connections more are opened and never read */
    Readers(FanoutServer server, int readers, int stalled) throws IOException {
        for (int i = 0; i < readers; i++) {
            StampMeter meter = new StampMeter(server.stampField());
            meters.add(meter);
            connect(server).configureBlocking(false).register(selector, SelectionKey.OP_READ, meter);
        }
        for (int i = 0; i < stalled; i++) connect(server);
        thread.start();
    }

    private SocketChannel connect(FanoutServer server) throws IOException {
        String request = "GET " + server.target() + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nAccept: text/event-stream\r\n\r\n";
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
        channels.add(channel);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    /** @param fewest by the reader that got least */
    record Counted(long fewest, Histogram latency) {}

    /** How many have arrived since the last {@link #take}, at all readers. */
    long events() {
        long all = 0;
        for (int i = 0; i < meters.size(); i++) all += meters.get(i).events() - before(i);
        return all;
    }

    /** What has arrived since the last call. */
    Counted take() {
        Histogram taken = latency;
        latency = new Histogram(LONGEST_NS, DIGITS);
        long fewest = Long.MAX_VALUE;
        long[] now = meters.stream().mapToLong(StampMeter::events).toArray();
        for (int i = 0; i < now.length; i++) fewest = Math.min(fewest, now[i] - before(i));
        before = now;
        return new Counted(fewest, taken);
    }

    private long before(int reader) {
        return reader < before.length ? before[reader] : 0;
    }

    /** How many connections the server has closed. */
    int closed() {
        return closed;
    }

    private void read() {
        try {
            while (running) {
                selector.select(this::read, 100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        StampMeter meter = (StampMeter) key.attachment();
        byte[] rest = meter.rest();
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        try {
            int read = ((SocketChannel) key.channel()).read(ByteBuffer.wrap(bytes, rest.length, READ_BYTES));
            if (read < 0) throw new IOException("closed");
            long now = System.nanoTime();
            Histogram histogram = latency;
            meter.take(
                    bytes,
                    rest.length + read,
                    sent -> histogram.recordValue(Math.min(LONGEST_NS, Math.max(0, now - sent))));
        } catch (IOException gone) {
            closed++;
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SocketChannel channel : channels) channel.close();
        selector.close();
    }
}
