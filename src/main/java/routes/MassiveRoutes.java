package routes;

import static marketswarm.component.marketsocket.MarketSocketConstants.COOL_DOWN;
import static marketswarm.component.marketsocket.MarketSocketConstants.EVENT;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.CLOSE;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.OPEN;

import java.util.List;
import marketswarm.market.ClusterFeed;
import marketswarm.market.Prices;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/** Prices: socket → decode → tick streams → snapshots; what the vendor says about the connection → events. */
public final class MassiveRoutes extends RouteBuilder {

    private final List<ClusterFeed> feeds;
    private final Prices prices;
    private final Mapping truth;

    public MassiveRoutes(List<ClusterFeed> feeds, Prices prices, Mapping truth) {
        this.feeds = feeds;
        this.prices = prices;
        this.truth = truth;
    }

    @Override
    public void configure() {
        feeds.forEach(this::cluster);

        // The state of every symbol that has moved, a few times a second; the tick streams beside it stay complete.
        from("timer:massive-snapshots?period=50&synchronous=true").routeId("massive-snapshots").routeGroup("massive")
            .bean(prices, "takeChanged").id("massive-take-changed")
            .bean(prices, "write").id("massive-write-snapshots");

        // What happened to the market or to its feed: into the stream, and on the channel of the same events.
        from("direct:massive-events").routeId("massive-events").routeGroup("massive")
            .to("redis-stream:events:market?writer=#marketEventWriter").id("massive-to-events");
    }

    private void cluster(ClusterFeed feed) {
        String name = feed.name();
        String socket = "market-socket:" + feed.socketUrl();

        // Everything on the socket, in its order: open → authenticate, frame → ticks, close → say so.
        from(socket).routeId("massive-" + name + "-socket").routeGroup("massive")
            .choice().id("massive-" + name + "-happened")
                .when(header(EVENT).isEqualTo(OPEN))
                    .bean(feed, "opened").id("massive-" + name + "-authenticate")
                    .to("direct:massive-" + name + "-react")
                .when(header(EVENT).isEqualTo(CLOSE))
                    .bean(feed, "closed").id("massive-" + name + "-closed")
                    .to("direct:massive-" + name + "-react")
                    .setHeader(COOL_DOWN, method(feed, "coolDownMs")).id("massive-" + name + "-cool-down")
                .otherwise()
                    .to("direct:massive-" + name + "-frame");

        // One frame: decoded, its ticks written in one batch, folded into the state of their symbols.
        from("direct:massive-" + name + "-frame").routeId("massive-" + name + "-ticks").routeGroup("massive")
            .errorHandler(noErrorHandler())
            .bean(feed, "decode").id("massive-" + name + "-decode")
            .filter(simple("${body.statuses.size} > 0")).id("massive-" + name + "-vendor-speaks")
                .multicast(AggregationStrategies.useOriginal()).to("direct:massive-" + name + "-answer").end()
            .end()
            .setBody(simple("${body.ticks}"))
            .to("redis-stream:market:tick:*:stream?writer=#tickWriter").id("massive-" + name + "-to-streams")
            .bean(prices, "fold(${body}, ${header.CamelRedisStreamId})").id("massive-" + name + "-fold");

        // The vendor's words about the connection: accepted, refused, subscribed, not authorized.
        from("direct:massive-" + name + "-answer").routeId("massive-" + name + "-session").routeGroup("massive")
            .errorHandler(noErrorHandler())
            .bean(feed, "received").id("massive-" + name + "-session-step")
            .to("direct:massive-" + name + "-react");

        // Subscriptions that were never acknowledged are named once.
        from("timer:massive-" + name + "-overdue?period=2000").routeId("massive-" + name + "-overdue").routeGroup("massive")
            .bean(feed, "overdue").id("massive-" + name + "-unacknowledged")
            .to("direct:massive-" + name + "-react");

        // What follows from it: commands go back over the socket, events are told.
        from("direct:massive-" + name + "-react").routeId("massive-" + name + "-react").routeGroup("massive")
            .errorHandler(noErrorHandler())
            .multicast()
                .to("direct:massive-" + name + "-send", "direct:massive-" + name + "-tell");

        from("direct:massive-" + name + "-send").routeId("massive-" + name + "-send").routeGroup("massive")
            .errorHandler(noErrorHandler())
            .setBody(simple("${body.commands}"))
            .filter(simple("${body.size} > 0"))
                .to(socket).id("massive-" + name + "-to-socket");

        from("direct:massive-" + name + "-tell").routeId("massive-" + name + "-tell").routeGroup("massive")
            .errorHandler(noErrorHandler())
            .setBody(simple("${body.events}"))
            .filter(simple("${body.size} > 0"))
                .to("direct:massive-events");

        // The state of all symbols from REST: at the start, and now and then to repair what the socket did not say.
        from("timer:massive-" + name + "-rest?delay=0&period={{truth:components." + truth.component() + ".snapshot_poll_sec}}000")
            .routeId("massive-" + name + "-rest").routeGroup("massive")
            .split(method(feed, "snapshotUrls")).id("massive-" + name + "-each-request")
            .setHeader("CamelHttpUri", body())
            .setHeader("Authorization", simple("Bearer ${properties:secrets." + truth.secretScope() + ".api_key}"))
            .to("http:massive?httpMethod=GET&throwExceptionOnFailure=false&connectTimeout=5000&responseTimeout=15000"
                + "&skipRequestHeaders=false").id("massive-" + name + "-fetch")
            .removeHeader("Authorization")
            .bean(feed, "restAnswered(${header.CamelHttpResponseCode}, ${body})").id("massive-" + name + "-rest-decode")
            .removeHeaders("*")
            .bean(prices, "seed").id("massive-" + name + "-seed");
    }
}
