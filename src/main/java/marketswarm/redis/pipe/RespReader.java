package marketswarm.redis.pipe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Reads replies of Redis (RESP2), ids of entries without making a text of them. For one thread. */
final class RespReader {

    private static final int BUFFER = 1 << 16;
    private static final int TEN = 10;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private volatile BooleanSupplier givenUp = () -> true;

    RespReader(InputStream in) {
        this.in = in;
    }

    /** Asked whenever the socket's timeout has passed without a byte: whether that is too long. */
    void giveUpWhen(BooleanSupplier silence) {
        givenUp = silence;
    }

    /** A line or a bulk string as text; what is nil is empty. */
    String text() throws IOException {
        byte kind = next();
        if (kind == '$') {
            int size = (int) number();
            return size < 0 ? "" : bulk(size);
        }
        String line = line();
        if (kind == '-') throw new RefusedException(line);
        return line;
    }

    /** The beginning of an array; how many replies follow. */
    int array() throws IOException {
        byte kind = next();
        if (kind == '-') throw new RefusedException(line());
        if (kind != '*') throw new IOException("redis: not an array: " + (char) kind + line());
        return (int) number();
    }

    /** {@code +OK} or {@code +QUEUED}. */
    void status() throws IOException {
        byte kind = next();
        if (kind == '+') skipLine();
        else throw new RefusedException(line());
    }

    /** Whatever was done, a line or a bulk string: what is an error is answered. */
    String outcome() throws IOException {
        try {
            text();
            return "";
        } catch (RefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The id of an entry into the place {@code i} of {@code ids}; an error leaves none there and is answered. */
    String id(Ids ids, int i) throws IOException {
        byte kind = next();
        if (kind == '-') return line();
        if (kind != '$') throw new IOException("redis: not an id: " + (char) kind + line());
        skipLine();
        long ms = number('-');
        ids.set(i, ms, number());
        return "";
    }

    /** The reply to an XREVRANGE for one entry: its id into the place {@code i}, none when the stream is empty. */
    void newest(Ids ids, int i) throws IOException {
        if (array() == 0) return;
        array();
        id(ids, i);
        int words = array();
        for (int word = 0; word < words; word++) text();
    }

    private String bulk(int size) throws IOException {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = next();
        skipLine();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long number() throws IOException {
        long number = number('\r');
        next();
        return number;
    }

    private long number(char until) throws IOException {
        long number = 0;
        boolean negative = false;
        for (byte b = next(); b != until; b = next()) {
            if (b == '-') negative = true;
            else if (b < '0' || b > '9') throw new IOException("redis: not a number in a reply");
            else number = number * TEN + (b - '0');
        }
        return negative ? -number : number;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (byte b = next(); b != '\n'; b = next()) if (b != '\r') line.append((char) b);
        return line.toString();
    }

    private void skipLine() throws IOException {
        byte b = next();
        while (b != '\n') b = next();
    }

    private byte next() throws IOException {
        if (at == end) fill();
        return buffer[at++];
    }

    private void fill() throws IOException {
        while (true) {
            try {
                int read = in.read(buffer);
                if (read < 0) throw new EOFException("redis: the server has hung up");
                at = 0;
                end = read;
                return;
            } catch (SocketTimeoutException e) {
                if (givenUp.getAsBoolean()) throw e;
            }
        }
    }

    /** The server answers, and the answer is an error. */
    static final class RefusedException extends IOException {

        RefusedException(String words) {
            super(words);
        }
    }
}
