package marketswarm.component.marketsocket;

import org.apache.camel.component.vertx.websocket.VertxWebsocketComponent;
import org.apache.camel.component.vertx.websocket.VertxWebsocketConfiguration;
import org.apache.camel.component.vertx.websocket.VertxWebsocketEndpoint;
import org.apache.camel.spi.annotations.Component;

/**
 * {@code market-socket:wss://host/path}: camel-vertx-websocket as a client, without what makes it lose the first frame,
 * reorder the others, run out of memory and stay open after a stop.
 */
@Component("market-socket")
public class MarketSocketComponent extends VertxWebsocketComponent {

    // Vert.x numbers its timers from 0 and, after a handshake, cancels the one that guards it unless it is number 0:
    // the first socket of a process would be closed, by us, when the time for its handshake is over
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getVertx().cancelTimer(getVertx().setTimer(1, never -> {}));
    }

    @Override
    protected VertxWebsocketEndpoint createEndpointInstance(String uri, VertxWebsocketConfiguration configuration) {
        return new MarketSocketEndpoint(uri, this, configuration);
    }
}
