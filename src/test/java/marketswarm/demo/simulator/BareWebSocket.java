package marketswarm.demo.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * WebSocket (RFC 6455) on a plain socket, as little of it as the tests need. The JDK's own client is not used: on a busy
 * machine it now and then misses that the server has ended TCP, and stays in CLOSE_WAIT for ever.
 */
final class BareWebSocket implements AutoCloseable {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int NO_CODE = 1005;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    private BareWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    /** What came instead of a WebSocket. */
    static final class Refused extends IOException {

        private final int status;

        Refused(int status) {
            super("refused with " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    record Frame(int opcode, byte[] payload) {

        String text() {
            return new String(payload, UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? NO_CODE : ByteBuffer.wrap(payload).getShort();
        }
    }

    static BareWebSocket connect(URI url) throws IOException {
        var web = new BareWebSocket(new Socket(url.getHost(), url.getPort()));
        web.out.write(("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n")
                .getBytes(UTF_8));
        int status = Integer.parseInt(web.line().split(" ", 3)[1]);
        while (!web.line().isEmpty()) {}
        if (status == 101) return web;
        web.close();
        throw new Refused(status);
    }

    void send(int opcode, String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        var frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(FINAL | opcode);
        if (payload.length < 126) frame.write(MASKED | payload.length);
        else if (payload.length <= 0xffff) {
            frame.write(MASKED | 126);
            frame.write(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(MASKED | 127);
            frame.write(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.write(new byte[4]); // a mask of zeros changes nothing
        frame.write(payload);
        out.write(frame.toByteArray());
    }

    /** The next frame; null when the server has ended TCP. */
    @Nullable
    Frame next() throws IOException {
        int first = in.read();
        if (first < 0) return null;
        int length = in.readUnsignedByte();
        if (length == 126) length = in.readUnsignedShort();
        else if (length == 127) length = Math.toIntExact(in.readLong());
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) throw new EOFException("the frame ends in the middle");
        return new Frame(first & 0x0f, payload);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new EOFException("no answer to the handshake");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
