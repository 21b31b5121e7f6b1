package routes;

import marketswarm.market.Prices;
import org.apache.camel.builder.RouteBuilder;

/** What all clusters share: the state of every symbol → snapshots; market events → their stream and channel. */
public final class PriceRoutes extends RouteBuilder {

    private final Prices prices;

    public PriceRoutes(Prices prices) {
        this.prices = prices;
    }

    @Override
    public void configure() {
        // The symbols that have moved, twenty times a second; the tick streams beside them stay complete.
        from("timer:massive-snapshots?period=50").routeId("massive-snapshots").routeGroup("massive")
            .bean(prices, "takeChanged").id("massive-take-changed")
            .bean(prices, "write").id("massive-write-snapshots");

        // What happened to the market or to its feed: into the stream, and on the channel of the same events.
        from("direct:massive-events").routeId("massive-events").routeGroup("massive").errorHandler(noErrorHandler())
            .to("redis-stream:events:market?writer=#marketEventWriter").id("massive-to-events");
    }
}
