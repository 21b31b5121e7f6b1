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

    @Override
    protected VertxWebsocketEndpoint createEndpointInstance(String uri, VertxWebsocketConfiguration configuration) {
        return new MarketSocketEndpoint(uri, this, configuration);
    }
}
