package routes;

import marketswarm.market.session.ClusterFeed;
import marketswarm.market.snapshot.Prices;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** The state of every symbol of one cluster as REST tells it: fetch → decode → fold. */
public final class SnapshotRoutes extends RouteBuilder {

    private final ClusterFeed feed;
    private final Prices prices;
    private final Mapping truth;

    public SnapshotRoutes(ClusterFeed feed, Prices prices, Mapping truth) {
        this.feed = feed;
        this.prices = prices;
        this.truth = truth;
    }

    @Override
    public void configure() {
        // The state of all symbols from REST: soon after the start, and now and then to repair what the socket did not say.
        from("scheduler:" + id("rest") + "?initialDelay=500&delay={{truth:components." + truth.component() + ".snapshot_poll_sec}}000")
            .routeId(id("rest")).routeGroup("massive")
            .split(method(feed, "snapshotUrls")).id(id("each-request"))
                .setHeader("CamelHttpUri", body())
                .setHeader("Authorization", simple("Bearer ${properties:secrets." + truth.secretScope() + ".api_key}"))
                .to("http:massive?httpMethod=GET&throwExceptionOnFailure=false"
                    + "&connectTimeout=5000&responseTimeout=15000").id(id("fetch"))
                .removeHeader("Authorization")
                .bean(feed, "restAnswered(${header.CamelHttpResponseCode}, ${body})").id(id("rest-decode"))
                .removeHeaders("*")
                .bean(prices, "seed").id(id("seed"));
    }

    private String id(String step) {
        return "massive-" + feed.name() + "-" + step;
    }
}
