package marketswarm.component.marketsocket;

import org.apache.camel.spi.Metadata;

/** Headers of {@code market-socket:}. */
public final class MarketSocketConstants {

    @Metadata(
            label = "consumer",
            description = "OPEN, MESSAGE (the body is RawFrames: all frames that were waiting) or CLOSE",
            javaType = "org.apache.camel.component.vertx.websocket.VertxWebsocketEvent")
    public static final String EVENT = "CamelMarketSocketEvent";

    @Metadata(
            label = "consumer",
            description = "Set by the route: wait at least this long before the next connect, milliseconds",
            javaType = "Long")
    public static final String COOL_DOWN = "CamelMarketSocketCoolDown";

    @Metadata(
            label = "producer",
            description = "Gives the connection up, and sends nothing; a new one is made after a while",
            javaType = "Boolean")
    public static final String HANG_UP = "CamelMarketSocketHangUp";

    private MarketSocketConstants() {}
}
