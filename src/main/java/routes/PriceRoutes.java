package routes;

import marketswarm.market.snapshot.MarketWatch;
import marketswarm.market.stream.OldTicks;
import marketswarm.market.snapshot.Prices;
import marketswarm.market.session.Quarantine;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** What all clusters share: the state of every symbol → snapshots; market events → their stream and channel. */
public final class PriceRoutes extends RouteBuilder {

    private final Prices prices;
    private final int everyMs;
    private final MarketWatch watch;
    private final OldTicks old;
    private final Quarantine quarantine;
    private final Mapping truth;

    /** @param everyMs between two writes of the snapshots; 0 writes none */
    public PriceRoutes(Prices prices, int everyMs, MarketWatch watch, OldTicks old, Quarantine quarantine, Mapping truth) {
        this.prices = prices;
        this.everyMs = everyMs;
        this.watch = watch;
        this.old = old;
        this.quarantine = quarantine;
        this.truth = truth;
    }

    @Override
    public void configure() {
        // The symbols that have moved, every few milliseconds, and what is remarkable about it; the tick streams beside them stay complete.
        from("scheduler:massive-snapshots?delay=" + everyMs).autoStartup(everyMs > 0).routeId("massive-snapshots").routeGroup("massive")
            .bean(prices, "takeChanged").id("massive-take-changed")
            .bean(prices, "write").id("massive-write-snapshots")
            .bean(watch, "look").id("massive-watch")
            .filter(simple("${body.size} > 0"))
                .to("direct:massive-events");

        // Ticks older than truth keeps them go, once a minute, also of symbols that are quiet.
        from("scheduler:massive-old?delay=60000").routeId("massive-old").routeGroup("massive")
            .bean(old, "sweep").id("massive-sweep");

        // What the vendor sent and could not be used, for people to look at; of a flood only some.
        from("scheduler:massive-quarantine?delay=1000").routeId("massive-quarantine").routeGroup("massive")
            .bean(quarantine, "drain").id("massive-refused")
            .filter(simple("${body.size} > 0"))
                .to("redis-stream:market:quarantine?maxLength={{truth:components." + truth.component() + ".retention.quarantine_maxlen}}")
                    .id("massive-to-quarantine");

        // What happened to the market or to its feed: into the stream, and on the channel of the same events.
        from("direct:massive-events").routeId("massive-events").routeGroup("massive").errorHandler(noErrorHandler())
            .to("redis-stream:events:market?writer=#marketEventWriter").id("massive-to-events");
    }
}
