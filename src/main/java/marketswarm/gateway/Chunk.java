package marketswarm.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go to many connections: put together once, and framed once as a chunk of HTTP/1.1 in memory that the socket
 * takes without another copy. To be closed when it has been written to all of them.
 */
final class Chunk implements AutoCloseable {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final Buffer bytes;
    private @Nullable ByteBuf framed;
    private @Nullable Chunk packed;

    Chunk(Buffer bytes) {
        this.bytes = bytes;
    }

    Buffer bytes() {
        return bytes;
    }

    int length() {
        return bytes.length();
    }

    /** The same for those who take it compressed. */
    Chunk packed(Packer packer) {
        if (packed == null) packed = new Chunk(packer.pack(bytes));
        return packed;
    }

    /** The whole chunk; whoever writes it releases it. */
    ByteBuf framed() {
        ByteBuf all = framed;
        if (all == null) {
            byte[] size = Integer.toHexString(bytes.length()).getBytes(StandardCharsets.US_ASCII);
            all = PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length() + size.length + 2 * LINE_END.length);
            all.writeBytes(size)
                    .writeBytes(LINE_END)
                    .writeBytes(bytes.getBytes())
                    .writeBytes(LINE_END);
            framed = all;
        }
        return all.retainedDuplicate();
    }

    @Override
    public void close() {
        if (framed != null) framed.release();
        framed = null;
        if (packed != null) packed.close();
        packed = null;
    }
}
