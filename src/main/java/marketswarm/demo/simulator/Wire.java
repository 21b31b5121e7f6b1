package marketswarm.demo.simulator;

import io.netty.channel.Channel;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;

/** The TCP connection below a WebSocket, for ends of a conversation that the WebSocket API does not know. */
final class Wire {

    private final Channel channel;

    Wire(ServerWebSocket socket) {
        this.channel = ((WebSocketInternal) socket).channelHandlerContext().channel();
    }

    /**
     * Ends TCP without a close frame, after what is already written; the client sees 1006. From the
     * pipeline's outer end, for any handler within would say goodbye first.
     */
    void drop() {
        var unused = channel.pipeline().firstContext().close();
    }

    /** Reads nothing more, not even pings, and keeps TCP open. */
    void deafen() {
        channel.config().setAutoRead(false);
    }
}
