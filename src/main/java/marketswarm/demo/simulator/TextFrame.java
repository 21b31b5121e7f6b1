package marketswarm.demo.simulator;

/** The head of an unfragmented, unmasked text frame (RFC 6455, section 5.2). */
final class TextFrame {

    static final int LONGEST_HEAD = 10;

    private static final byte FINAL_TEXT = (byte) 0x81;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private TextFrame() {}

    /** Writes the head right before the payload at {@code from}; says where the frame begins now. */
    static int head(byte[] into, int from, int length) {
        int extra = length < TWO_BYTES ? 0 : length <= 0xffff ? 2 : 8;
        int start = from - 2 - extra;
        into[start] = FINAL_TEXT;
        into[start + 1] = (byte) (extra == 0 ? length : extra == 2 ? TWO_BYTES : EIGHT_BYTES);
        for (int n = 0; n < extra; n++) into[from - 1 - n] = (byte) ((long) length >> 8 * n);
        return start;
    }
}
