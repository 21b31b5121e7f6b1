package routes;

import org.apache.camel.builder.RouteBuilder;

/** Fan-out: streams → sse. */
public final class GatewayRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // Every stream a browser can ask for, read once by this node in one total order, and handed to everybody.
        from("redis-stream:market:tick:*:stream,events:market,events:analysis,events:briefings,rss:queue"
            + "?members=market:symbols&from=#hubPosition&block=100")
            .routeId("gateway-fan-out").routeGroup("gateway")
            .to("sse:browsers").id("gateway-to-browsers");
    }
}
