package marketswarm.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Finds the events in what one connection receives by the stamps in them, {@code "<field>":"<19 digits>"}. Events of one kind
 * are equally long, so the next is looked for where it must be, and searched for only when it is not there.
 */
final class StampMeter {

    private static final int DIGITS = 19;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int MARK = Long.BYTES;

    private final long wanted;
    private byte[] rest = new byte[0];
    private int stride;
    private volatile long events;

    /** @param field of four letters or more */
    StampMeter(String field) {
        byte[] before = ("\"" + field + "\":\"").getBytes(StandardCharsets.US_ASCII);
        wanted = (long) LONGS.get(before, before.length - MARK);
    }

    static String stamp(long nanos) {
        String digits = Long.toString(nanos);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    long events() {
        return events;
    }

    /** Bytes that the last read left over: they are to stand before the next ones. */
    byte[] rest() {
        return rest;
    }

    /** @param stamps gets the stamp of each event in the first {@code length} bytes */
    void take(byte[] bytes, int length, LongConsumer stamps) {
        int at = next(bytes, 0, length);
        int found = 0;
        while (at >= 0 && at + MARK + DIGITS <= length) {
            stamps.accept(number(bytes, at + MARK));
            found++;
            int following = at + stride;
            if (stride == 0 || following + MARK > length || (long) LONGS.get(bytes, following) != wanted)
                following = next(bytes, at + MARK, length);
            if (following >= 0) stride = following - at;
            at = following;
        }
        events = events + found;
        rest = Arrays.copyOfRange(bytes, at >= 0 ? at : Math.max(0, length - MARK + 1), length);
    }

    private int next(byte[] bytes, int from, int length) {
        for (int i = from; i + MARK <= length; i++) if ((long) LONGS.get(bytes, i) == wanted) return i;
        return -1;
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int i = from; i < from + DIGITS; i++) number = number * 10 + bytes[i] - '0';
        return number;
    }
}
