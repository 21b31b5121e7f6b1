package routes;

import static marketswarm.component.marketsocket.MarketSocketConstants.COOL_DOWN;
import static marketswarm.component.marketsocket.MarketSocketConstants.EVENT;
import static marketswarm.component.marketsocket.MarketSocketConstants.HANG_UP;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.MESSAGE;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.OPEN;

import marketswarm.domain.RawFrames;
import marketswarm.market.session.ClusterFeed;
import marketswarm.market.vendor.Frame;
import marketswarm.market.recording.Recorder;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

/** Prices of one cluster: socket → decode → tick streams → fold; the vendor's words → commands and events. */
public final class MassiveRoutes extends RouteBuilder {

    private final ClusterFeed feed;
    private final Recorder recorder;

    public MassiveRoutes(ClusterFeed feed, Recorder recorder) {
        this.feed = feed;
        this.recorder = recorder;
    }

    @Override
    public void configure() {
        String socket = "market-socket:" + feed.socketUrl() + (feed.connection().isEmpty() ? "" : "?connection=" + feed.connection());

        // Everything on the socket, in its order: frames (those that had to wait, together) → ticks; what happens to the connection → its conversation.
        from(socket).routeId(id("socket")).routeGroup("massive").errorHandler(noErrorHandler())
            .choice().id(id("happened"))
                .when(header(EVENT).isEqualTo(MESSAGE)).to(direct("frame"))
                .otherwise().to(direct("connection"));

        // The connection: open → authenticate, closed → say so, and how long to leave the vendor in peace.
        from(direct("connection")).routeId(id("connection")).routeGroup("massive")
            .choice().id(id("open-or-closed"))
                .when(header(EVENT).isEqualTo(OPEN))
                    .bean(feed, "opened").id(id("authenticate"))
                    .to(direct("react"))
                .otherwise()
                    .bean(feed, "closed").id(id("closed"))
                    .to(direct("react"))
                    .setHeader(COOL_DOWN, method(feed, "coolDownMs")).id(id("cool-down"));

        // Frames: recorded if truth wants it, decoded, their ticks handed to the writer, which does not wait for Redis.
        from(direct("frame")).routeId(id("ticks")).routeGroup("massive").errorHandler(noErrorHandler())
            .process(new RecordFrames(recorder)).id(id("record"))
            .transform().body(RawFrames.class, feed::decode).id(id("decode"))
            .filter().body(Frame.class, Frame::speaks).id(id("vendor-speaks"))
                .multicast(AggregationStrategies.useOriginal()).to(direct("answer")).end()
            .end()
            .transform().body(Frame.class, feed::unseen).id(id("dedupe"))
            .to("redis-stream:market:tick:*:stream?writer=#tickWriter").id(id("to-streams"));

        // The vendor's words about the connection: accepted, refused, subscribed, not authorized.
        from(direct("answer")).routeId(id("session")).routeGroup("massive")
            .bean(feed, "answered").id(id("session-step"))
            .to(direct("react"));

        // What truth has added or taken away is subscribed or given back; what was never acknowledged is named once.
        from("scheduler:" + id("attend") + "?delay=500").routeId(id("attend")).routeGroup("massive")
            .bean(feed, "attend").id(id("subscriptions"))
            .to(direct("react"));

        // What follows from all this: commands go back over the socket, which may be given up; events are told.
        from(direct("react")).routeId(id("react")).routeGroup("massive").errorHandler(noErrorHandler())
            .split(simple("${body.commands}")).to(socket).id(id("to-socket")).end()
            .filter(simple("${body.hangUp}")).setHeader(HANG_UP, constant(true)).to(socket).id(id("hang-up")).end()
            .setBody(simple("${body.events}"))
            .filter(simple("${body.size} > 0"))
                .to("direct:massive-events");
    }

    private String id(String step) {
        return "massive-" + feed.name() + "-" + step;
    }

    private String direct(String step) {
        return "direct:" + id(step);
    }
}
