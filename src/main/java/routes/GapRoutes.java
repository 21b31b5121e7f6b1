package routes;

import java.io.IOException;
import marketswarm.market.gap.Backfill;
import marketswarm.market.snapshot.Prices;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.builder.RouteBuilder;

/** What the socket of one cluster has missed: gap → REST pages → decode → dedupe → tick streams → fold. */
public final class GapRoutes extends RouteBuilder {

    private static final String FILL = "fill";

    private final String cluster;
    private final Backfill backfill;
    private final Prices prices;
    private final Mapping truth;

    public GapRoutes(String cluster, Backfill backfill, Prices prices, Mapping truth) {
        this.cluster = cluster;
        this.backfill = backfill;
        this.prices = prices;
        this.truth = truth;
    }

    @Override
    public void configure() {
        // While a gap is open: every symbol that is due is asked for, page by page; when all are done the gap is told closed.
        from("scheduler:" + id("gaps") + "?delay=500").routeId(id("gaps")).routeGroup("massive")
            .split(method(backfill, "due")).id(id("each-symbol"))
                .bean(backfill, "begin").id(id("begin"))
                .setProperty(FILL, body())
                .loopDoWhile(simple("${exchangeProperty.fill.asks}")).id(id("each-page"))
                    .to("direct:" + id("page"))
                .end()
                .bean(backfill, "ended(${exchangeProperty.fill})").id(id("ended"))
            .end()
            .bean(backfill, "finished").id(id("gap-closed"))
            .filter(simple("${body.size} > 0"))
                .to("direct:massive-events");

        // One page: fetched, decoded, what no stream holds yet written after the live ticks, marked as backfill, and folded.
        from("direct:" + id("page")).routeId(id("page")).routeGroup("massive")
            .setHeader("CamelHttpUri", method(backfill, "request(${exchangeProperty.fill})"))
            .setHeader("Authorization", simple("Bearer ${properties:secrets." + truth.secretScope() + ".api_key}"))
            .setBody(simple("${null}"))
            .doTry()
                .to("http:massive-history?httpMethod=GET&throwExceptionOnFailure=false"
                    + "&connectTimeout=5000&responseTimeout=30000").id(id("fetch-page"))
            .doCatch(IOException.class)
                .setHeader("CamelHttpResponseCode", constant(0)).setBody(constant(""))
            .end()
            .removeHeader("Authorization")
            .bean(backfill, "answered(${exchangeProperty.fill}, ${header.CamelHttpResponseCode}, ${body}, ${header.Retry-After})")
                .id(id("missing"))
            .removeHeaders("*")
            .to("redis-stream:market:tick:*:stream?writer=#backfillWriter").id(id("backfill"))
            .bean(prices, "foldLate(${body}, ${header.CamelRedisStreamId})").id(id("fold-late"));
    }

    private String id(String step) {
        return "massive-" + cluster + "-" + step;
    }
}
