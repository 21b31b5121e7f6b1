package marketswarm.component.marketsocket;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.vertx.websocket.VertxWebsocketConfiguration;
import org.apache.camel.component.vertx.websocket.VertxWebsocketEndpoint;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that tells of its opening and closing, keeps the order and pushes back. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "market-socket",
        extendsScheme = "vertx-websocket",
        title = "Market Socket",
        syntax = "market-socket:host:port/path",
        category = {Category.HTTP},
        headersClass = MarketSocketConstants.class)
public class MarketSocketEndpoint extends VertxWebsocketEndpoint {

    private static final int MAX_FRAME_BYTES = 4 << 20;
    private static final int MAX_MESSAGE_BYTES = 16 << 20;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int SILENCE_SECONDS = 60;

    @UriParam(
            label = "consumer",
            defaultValue = "5000",
            description = "A server that has accepted and not shaken hands by then is given up, milliseconds")
    private long handshakeTimeout = 5_000;

    @UriParam(label = "consumer", description = "Tells several connections to one address apart")
    private @Nullable String connection;

    private volatile @Nullable MarketSocketConsumer reader;

    MarketSocketEndpoint(String uri, MarketSocketComponent component, VertxWebsocketConfiguration configuration) {
        super(uri, component, configuration);
        configuration.setConsumeAsClient(true);
        configuration.setAllowOriginHeader(false);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        var consumer = new MarketSocketConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return new MarketSocketProducer(this);
    }

    // pings are answered by the vendor, so a socket that is silent for a minute is half-open
    WebSocketClientOptions clientOptions() {
        return new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxFrameSize(MAX_FRAME_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setReadIdleTimeout(SILENCE_SECONDS);
    }

    WebSocketConnectOptions connectOptions() {
        return getWebSocketConnectOptions(new HttpClientOptions()).setTimeout(handshakeTimeout);
    }

    Vertx vertx() {
        return getVertx();
    }

    // one at a time: Camel refuses a second route that reads the same address
    synchronized void readBy(MarketSocketConsumer consumer) {
        reader = consumer;
    }

    synchronized void leftBy(MarketSocketConsumer consumer) {
        if (reader == consumer) reader = null;
    }

    @Nullable
    MarketSocketConsumer reader() {
        return reader;
    }

    public @Nullable String getConnection() {
        return connection;
    }

    public void setConnection(@Nullable String connection) {
        this.connection = connection;
    }

    public long getHandshakeTimeout() {
        return handshakeTimeout;
    }

    public void setHandshakeTimeout(long handshakeTimeout) {
        this.handshakeTimeout = handshakeTimeout;
    }
}
