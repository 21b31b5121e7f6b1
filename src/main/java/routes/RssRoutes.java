package routes;

import marketswarm.component.fetch.FeedClient;
import marketswarm.domain.Release;
import marketswarm.feed.FeedDesk;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** News: fetch → parse → new or changed only → split → enrich → item, index, story, queue and seen in one step. */
public final class RssRoutes extends RouteBuilder {

    private final FeedDesk desk;
    private final Mapping truth;

    public RssRoutes(FeedDesk desk, Mapping truth) {
        this.desk = desk;
        this.truth = truth;
    }

    @Override
    public void configure() {
        // One feed that is due: fetched, and what its site answers looked through.
        from("direct:rss-poll").routeId("rss-poll").routeGroup("rss").errorHandler(noErrorHandler())
            .enrich("direct:rss-fetch", new FeedAnswered(), true).id("rss-fetched")
            .to("direct:rss-news").id("rss-answered");

        // What a site answered, or a hub brought: its new and changed items go out, what is now known of the feed is kept.
        from("direct:rss-news").routeId("rss-news").routeGroup("rss").errorHandler(noErrorHandler())
            .bean(desk, "read").id("rss-parse")
            .bean(desk, "changes").id("rss-new-or-changed")
            .split(simple("${body.editions}")).id("rss-each-item")
                .bean(desk, "enrich").id("rss-enrich")
                .to("redis-stream:rss:queue?writer=#newsPublisher").id("rss-to-queue")
            .end()
            .bean(desk, "close").id("rss-keep-state");

        // The fetch itself: conditional, with a name to be reached by, only where truth allows, within time and size (so no
        // copy of an answer is made before its size is known).
        bindToRegistry("feedClient", new FeedClient(desk.limits()));
        from("direct:rss-fetch").routeId("rss-fetch").routeGroup("rss")
            .errorHandler(noErrorHandler()).streamCache(false)
            .setHeader("CamelHttpUri", simple("${body.url}"))
            .setHeader("If-None-Match", simple("${body.etag}"))
            .setHeader("If-Modified-Since", simple("${body.lastModified}"))
            .setHeader("User-Agent", simple("${properties:secrets." + truth.secretScope()
                + ".user_agent:MarketSwarm/" + Release.VERSION + "}"))
            .setHeader("Accept", constant("application/rss+xml, application/atom+xml, application/feed+json,"
                + " application/xml;q=0.9, */*;q=0.5"))
            .setBody(simple("${null}"))
            .to("http:feed?httpMethod=GET&throwExceptionOnFailure=false&followRedirects=true&disableStreamCache=true"
                + "&httpClientConfigurer=#feedClient")
                .id("rss-http")
            .bean(desk.limits(), "bytes").id("rss-within-size");

        // What was finished long ago leaves the queue, what no feed carries any more leaves the index.
        from("scheduler:rss-retention?initialDelay=30000&delay=60000").routeId("rss-retention").routeGroup("rss")
            .bean(desk, "retain").id("rss-trim");
    }
}
