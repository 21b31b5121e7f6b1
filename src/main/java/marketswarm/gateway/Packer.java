package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.zip.Deflater;

/**
 * Compression that readers share. A reader's stream is one gzip member (RFC 1952) without an end: its head comes once, then
 * pieces of deflate (RFC 1951) that end with a full flush and refer to nothing before themselves. So what goes to many is
 * packed once, whatever each of them had before. Used on the hub's event loop only.
 */
final class Packer {

    private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int PIECE = 8 * 1024;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] piece = new byte[PIECE];

    /** What a stream begins with. */
    static Buffer head() {
        return Buffer.buffer(HEAD);
    }

    Buffer pack(Buffer bytes) {
        Buffer packed = Buffer.buffer(bytes.length() / 2 + 16);
        deflater.reset();
        deflater.setInput(bytes.getBytes());
        int length;
        do {
            length = deflater.deflate(piece, 0, PIECE, Deflater.FULL_FLUSH);
            packed.appendBytes(piece, 0, length);
        } while (length == PIECE);
        return packed;
    }
}
