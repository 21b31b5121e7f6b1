package marketswarm.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the bytes of one connection go. */
final class Outlet {

    private static final String ENCODER = "httpEncoder";
    private static final String IDLE = "idle";

    private final WriteStream<Buffer> stream;
    private final @Nullable ChannelHandlerContext belowEncoder;
    private final @Nullable Packer packer;

    private Outlet(WriteStream<Buffer> stream, @Nullable ChannelHandlerContext belowEncoder, @Nullable Packer packer) {
        this.stream = stream;
        this.belowEncoder = belowEncoder;
        this.packer = packer;
    }

    static Outlet of(WriteStream<Buffer> stream) {
        return new Outlet(stream, null, null);
    }

    /**
     * The response to a request, after its head has been written. On HTTP/1.1 chunks that are framed already go straight to
     * the socket; where that way is not found, and on HTTP/2, the response frames them.
     */
    static Outlet of(HttpServerRequest request) {
        boolean chunked = request.version() == HttpVersion.HTTP_1_1;
        return chunked && request.connection() instanceof ConnectionBase connection
                ? new Outlet(
                        request.response(), belowEncoder(connection.channel().pipeline()), null)
                : of(request.response());
    }

    /** Shared bytes do not pass where Vert.x counts writes, above the encoder: here they are counted below it. */
    private static @Nullable ChannelHandlerContext belowEncoder(ChannelPipeline pipeline) {
        ChannelHandlerContext encoder = pipeline.context(ENCODER);
        if (encoder != null && pipeline.get(IDLE) instanceof IdleStateHandler above) {
            pipeline.remove(above);
            long deadAfterMs = above.getWriterIdleTimeInMillis();
            pipeline.addBefore(ENCODER, IDLE, new IdleStateHandler(0, deadAfterMs, 0, TimeUnit.MILLISECONDS));
        }
        return encoder;
    }

    /** From here on everything goes out compressed. */
    Outlet packed(Packer by) {
        stream.write(Packer.head());
        return new Outlet(stream, belowEncoder, by);
    }

    boolean isFull() {
        return stream.writeQueueFull();
    }

    void whenDrained(Runnable then) {
        stream.drainHandler(drained -> then.run());
    }

    void write(Buffer bytes) {
        stream.write(packer == null ? bytes : packer.pack(bytes));
    }

    /** Shared bytes. */
    void write(Chunk shared) {
        Chunk chunk = packer == null ? shared : shared.packed(packer);
        if (belowEncoder == null) {
            stream.write(chunk.bytes());
        } else {
            // a failure ends the connection, and its end is heard of
            var unused = belowEncoder.writeAndFlush(chunk.framed(), belowEncoder.voidPromise());
        }
    }

    void end() {
        stream.end();
    }
}
