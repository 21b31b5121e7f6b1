package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An element of a frame, encoded once; what must differ from one sending to the next (id, sequence, time) has a fixed
 * number of digits and is written over.
 */
final class Stencil {

    private static final int ID_DIGITS = 18;
    private static final int SEQUENCE_DIGITS = 10;
    private static final int TIME_DIGITS = 13;
    private static final int BASE = 10;

    private final byte[] json;
    private final int id;
    private final int sequence;
    private final int time;

    private Stencil(String json) {
        this.json = json.getBytes(StandardCharsets.US_ASCII);
        this.id = after(json, "\"i\":\"");
        this.sequence = after(json, "\"q\":");
        this.time = after(json, "\"t\":");
    }

    static Stencil trade(Listing listing, BigDecimal price, int exchange) {
        return new Stencil(SocketJson.of(new Print.Trade(
                listing,
                0,
                ones(TIME_DIGITS) * 1_000_000,
                price,
                BigDecimal.valueOf(100),
                exchange,
                List.of(37),
                Long.toString(ones(ID_DIGITS)),
                ones(SEQUENCE_DIGITS),
                1,
                0,
                0)));
    }

    static Stencil quote(Listing listing, BigDecimal bid, BigDecimal ask, int exchange) {
        return new Stencil(SocketJson.of(new Print.Quote(
                listing,
                0,
                ones(TIME_DIGITS) * 1_000_000,
                bid,
                BigDecimal.valueOf(200),
                ask,
                BigDecimal.valueOf(300),
                exchange,
                exchange,
                ones(SEQUENCE_DIGITS),
                0)));
    }

    int length() {
        return json.length;
    }

    /** Puts the element there, as number {@code id} and {@code sequence} at that millisecond; says where it ends. */
    int print(byte[] into, int at, long idNumber, long sequenceNumber, long millis) {
        System.arraycopy(json, 0, into, at, json.length);
        if (id > 0) digits(into, at + id, ID_DIGITS, idNumber);
        digits(into, at + sequence, SEQUENCE_DIGITS, sequenceNumber);
        digits(into, at + time, TIME_DIGITS, millis);
        return at + json.length;
    }

    private static void digits(byte[] into, int from, int digits, long value) {
        long rest = value;
        for (int at = from + digits - 1; at >= from; at--) {
            into[at] = (byte) ('0' + rest % BASE);
            rest /= BASE;
        }
    }

    private static long ones(int digits) {
        return Long.parseLong("1".repeat(digits));
    }

    private static int after(String json, String name) {
        int at = json.indexOf(name);
        return at < 0 ? 0 : at + name.length();
    }
}
