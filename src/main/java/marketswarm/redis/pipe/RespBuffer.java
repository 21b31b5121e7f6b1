package marketswarm.redis.pipe;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Commands in the protocol of Redis (RESP), encoded into one array that grows and is used again: what is written here
 * is written a hundred thousand times a second. For one thread at a time.
 */
public final class RespBuffer {

    private static final int ASCII = 0x80;
    private static final int TEN = 10;
    private static final int LONGEST_NUMBER = 24;
    private static final int TWO_DIGITS = 100;

    private byte[] bytes;
    private int length;

    RespBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Begins a command of that many words. */
    public RespBuffer command(int words) {
        return head('*', words);
    }

    /**
     * Begins a command whose number of words, 10 to 99, is not known yet.
     *
     * @return what {@link #words} needs to know
     */
    public int openCommand() {
        room(5);
        bytes[length++] = '*';
        int place = length;
        length += 2;
        crlf();
        return place;
    }

    /** Says how many words the command that was begun there has. */
    public void words(int place, int words) {
        if (words < TEN || words >= TWO_DIGITS) throw new IllegalArgumentException("redis: " + words + " words");
        bytes[place] = (byte) ('0' + words / TEN);
        bytes[place + 1] = (byte) ('0' + words % TEN);
    }

    public RespBuffer word(String text) {
        int size = text.length();
        int before = length;
        head('$', size);
        room(size + 2);
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= ASCII) {
                length = before;
                return word(text.getBytes(StandardCharsets.UTF_8));
            }
            bytes[length + i] = (byte) c;
        }
        length += size;
        return crlf();
    }

    public RespBuffer word(byte[] text) {
        head('$', text.length);
        room(text.length + 2);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return crlf();
    }

    public RespBuffer word(long number) {
        int digits = digits(number);
        head('$', digits);
        room(digits + 2);
        digits(number, digits);
        return crlf();
    }

    /** Plain digits, as many as the number was made with. */
    public RespBuffer word(BigDecimal number) {
        return word(number.toPlainString());
    }

    /** Bytes that are encoded already. */
    RespBuffer encoded(byte[] command) {
        room(command.length);
        System.arraycopy(command, 0, bytes, length, command.length);
        length += command.length;
        return this;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private RespBuffer head(char kind, int number) {
        room(LONGEST_NUMBER);
        bytes[length++] = (byte) kind;
        digits(number, digits(number));
        return crlf();
    }

    private void digits(long number, int digits) {
        long rest = number;
        int at = length + digits;
        length = at;
        if (number < 0) {
            bytes[at - digits] = '-';
            rest = -number;
        }
        do {
            bytes[--at] = (byte) ('0' + rest % TEN);
            rest /= TEN;
        } while (rest != 0);
    }

    private static int digits(long number) {
        int digits = number < 0 ? 2 : 1;
        for (long rest = number < 0 ? -number : number; rest >= TEN; rest /= TEN) digits++;
        return digits;
    }

    private RespBuffer crlf() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
}
