package marketswarm.demo.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;

/**
 * The TCP connection below a WebSocket: ends of a conversation that the WebSocket API does not know, and frames that
 * are encoded already. Everything goes through the pipeline's outer end, below the handlers that know WebSocket.
 */
final class Wire {

    private static final int ENOUGH = 1 << 20;

    private final Channel channel;

    Wire(ServerWebSocket socket) {
        this.channel = ((WebSocketInternal) socket).channelHandlerContext().channel();
    }

    /**
     * Ends TCP without a close frame, after what is already written; the client sees 1006. Any handler within the
     * pipeline would say goodbye first.
     */
    void drop() {
        if (channel.isOpen()) {
            var unused = channel.pipeline().firstContext().close();
        }
    }

    /** Reads nothing more, not even pings, and keeps TCP open. */
    void deafen() {
        channel.config().setAutoRead(false);
    }

    /** Ends {@link #deafen()}. */
    void listen() {
        channel.config().setAutoRead(true);
    }

    /** Bytes that were written and that TCP has not taken yet. */
    long unsent() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    /** False while enough is waiting for the reader. */
    boolean takesMore() {
        return channel.isActive() && unsent() < ENOUGH;
    }

    ByteBuf buffer(int bytes) {
        return channel.alloc().directBuffer(bytes, bytes);
    }

    /** @param frame whole and encoded; it is released when it has been sent */
    void write(ByteBuf frame) {
        var unused = channel.pipeline().firstContext().write(frame);
    }

    void flush() {
        channel.pipeline().firstContext().flush();
    }
}
