package routes;

import marketswarm.component.redisdue.RedisDueConstants;
import marketswarm.feed.hub.HubCallback;
import marketswarm.feed.hub.HubSubscriptions;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** News by push (W3C WebSub): hubs are asked for it, verify that they were, and bring what their feeds publish. */
public final class HubRoutes extends RouteBuilder {

    private final HubSubscriptions subscriptions;
    private final HubCallback callback;

    public HubRoutes(HubSubscriptions subscriptions, HubCallback callback) {
        this.subscriptions = subscriptions;
        this.callback = callback;
    }

    @Override
    public void configure() {
        // A feed has named a hub, or what a hub has promised runs out: it is asked, and again when it is time.
        from("redis-due:rss:websub?lease=120000").routeId("rss-hubs").routeGroup("rss")
            .routeConfigurationId(FailurePolicy.STAYS_IN_REDIS)
            .bean(subscriptions, "request").id("rss-hub-request")
            .filter(body().isNotNull())
                .enrich("direct:rss-hub-ask", new HubAnswered(), true).id("rss-hub-asked")
                .bean(subscriptions, "asked").id("rss-hub-answer")
                .setHeader(RedisDueConstants.NEXT, simple("${body}")).id("rss-hub-next")
            .end();

        // The question itself, under the same bounds as the fetch of a feed: a hub is an address that a feed has named.
        from("direct:rss-hub-ask").routeId("rss-hub-ask").routeGroup("rss")
            .errorHandler(noErrorHandler()).streamCache(false)
            .setHeader("CamelHttpUri", simple("${body.hub}"))
            .setHeader(Exchange.CONTENT_TYPE, constant("application/x-www-form-urlencoded"))
            .setBody(simple("${body.form}"))
            .to("http:hub?httpMethod=POST&throwExceptionOnFailure=false&followRedirects=true&disableStreamCache=true"
                + "&httpClientConfigurer=#feedClient")
                .id("rss-hub-http");

        // A hub makes sure that it was us who asked.
        from("platform-http:/websub/{feed}/{token}?httpMethodRestrict=GET").routeId("rss-hub-verify").routeGroup("rss")
            .setBody(simple("${headers}"))
            .bean(callback, "verify").id("rss-hub-verified")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, simple("${body.status}"))
            .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; charset=utf-8"))
            .setBody(simple("${body.text}"));

        // A hub brings what a feed has published; it is thanked when all of it is in Redis, and comes again otherwise.
        from("platform-http:/websub/{feed}/{token}?httpMethodRestrict=POST").routeId("rss-hub-push").routeGroup("rss")
            .errorHandler(noErrorHandler())
            .process(new HubDelivered())
            .bean(callback, "take").id("rss-hub-taken")
            .setProperty("status", simple("${body.status}"))
            .filter(simple("${body.genuine}"))
                .setBody(simple("${body.answer}"))
                .to("direct:rss-news").id("rss-hub-news")
            .end()
            .removeHeaders("*")
            .setHeader(Exchange.HTTP_RESPONSE_CODE, exchangeProperty("status"))
            .setBody(constant(""));
    }
}
