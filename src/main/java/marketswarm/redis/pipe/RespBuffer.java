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
    private static final long GREATEST_POWER = 1_000_000_000_000_000_000L;
    /** So many digits fit into a long for sure. */
    private static final int SHORT = 18;

    private static final int HUNDRED = 100;

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
        if (words < TEN || words >= HUNDRED) throw new IllegalArgumentException("redis: " + words + " words");
        bytes[place] = (byte) ('0' + words / TEN);
        bytes[place + 1] = (byte) ('0' + words % TEN);
    }

    public RespBuffer word(String text) {
        int size = text.length();
        int start = length;
        head('$', size);
        room(size + 2);
        if (ascii(text)) return crlf();
        length = start;
        return word(text.getBytes(StandardCharsets.UTF_8));
    }

    public RespBuffer word(byte[] text) {
        head('$', text.length);
        room(text.length + 2);
        raw(text);
        return crlf();
    }

    /** One that was encoded before. */
    public RespBuffer word(Word word) {
        return encoded(word.encoded());
    }

    /** One word of three parts, {@code market:tick:} and {@code AAPL} and {@code :stream}. */
    public RespBuffer word(Word before, String text, Word after) {
        int size = before.bytes().length + text.length() + after.bytes().length;
        int start = length;
        head('$', size);
        room(size + 2);
        raw(before.bytes());
        if (!ascii(text)) {
            length = start;
            return word(before.text() + text + after.text());
        }
        raw(after.bytes());
        return crlf();
    }

    public RespBuffer word(long number) {
        if (number == Long.MIN_VALUE) return word(Long.toString(number)); // it has no positive
        int digits = digits(number);
        head('$', digits);
        room(digits + 2);
        digits(number, digits);
        return crlf();
    }

    /** Plain digits, as many as the number was made with. */
    public RespBuffer word(BigDecimal number) {
        int scale = number.scale();
        boolean isShort = scale >= 0 && scale <= SHORT && number.precision() <= SHORT;
        if (!isShort) return word(number.toPlainString());
        return scale == 0
                ? word(number.longValue())
                : decimal(number.scaleByPowerOfTen(scale).longValue(), scale);
    }

    private RespBuffer decimal(long unscaled, int scale) {
        int signs = unscaled < 0 ? 2 : 1; // the point, and a minus
        long rest = Math.abs(unscaled);
        int size = Math.max(digits(rest), scale + 1) + signs;
        head('$', size);
        room(size + 2);
        length += size;
        int at = length;
        for (int digit = 0; digit < scale; digit++, rest /= TEN) bytes[--at] = (byte) ('0' + rest % TEN);
        bytes[--at] = '.';
        do {
            bytes[--at] = (byte) ('0' + rest % TEN);
            rest /= TEN;
        } while (rest != 0);
        if (unscaled < 0) bytes[--at] = '-';
        return crlf();
    }

    /** Bytes that are encoded already. */
    RespBuffer encoded(byte[] command) {
        room(command.length);
        raw(command);
        return this;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void raw(byte[] content) {
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
    }

    /** False, and only part of it put there, when it holds anything but ASCII. */
    private boolean ascii(String text) {
        int size = text.length();
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= ASCII) return false;
            bytes[length + i] = (byte) c;
        }
        length += size;
        return true;
    }

    private RespBuffer head(char kind, int number) {
        room(LONGEST_NUMBER);
        bytes[length++] = (byte) kind;
        if (number < TEN) bytes[length++] = (byte) ('0' + number);
        else digits(number, digits(number));
        return crlf();
    }

    /** Two at a time: a division is what costs here. */
    private void digits(long number, int digits) {
        int at = length + digits;
        length = at;
        if (number < 0) bytes[at - digits] = '-';
        long rest = Math.abs(number);
        while (rest >= HUNDRED) {
            long left = rest / HUNDRED;
            int pair = (int) (rest - left * HUNDRED);
            bytes[--at] = (byte) ('0' + pair % TEN);
            bytes[--at] = (byte) ('0' + pair / TEN);
            rest = left;
        }
        bytes[--at] = (byte) ('0' + rest % TEN);
        if (rest >= TEN) bytes[--at] = (byte) ('0' + rest / TEN);
    }

    /** With its sign. */
    private static int digits(long number) {
        long positive = Math.abs(number);
        int digits = number < 0 ? 2 : 1;
        for (long power = TEN; positive >= power; power *= TEN) {
            digits++;
            if (power == GREATEST_POWER) break;
        }
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
