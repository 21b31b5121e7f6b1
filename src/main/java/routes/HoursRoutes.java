package routes;

import java.io.IOException;
import marketswarm.market.session.MarketHours;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Whether the markets are open, as the vendor says: every change is an event; silence is an alarm only then. */
public final class HoursRoutes extends RouteBuilder {

    private final MarketHours hours;
    private final Mapping truth;

    public HoursRoutes(MarketHours hours, Mapping truth) {
        this.hours = hours;
        this.truth = truth;
    }

    @Override
    public void configure() {
        String settings = "{{truth:components." + truth.component();

        // The vendor is asked now and then, soon again when it does not answer; meanwhile what it said last stands.
        from("scheduler:massive-hours?initialDelay=500&delay=" + settings + ".status_poll_sec}}000")
            .routeId("massive-hours").routeGroup("massive")
            .onException(IOException.class)
                .maximumRedeliveries(3).redeliveryDelay(1_000).useExponentialBackOff().backOffMultiplier(2)
                .retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .handled(true).logExhausted(false)
                .bean(hours, "unanswered(${exception.message})").id("massive-hours-unknown")
            .end()
            .setHeader("CamelHttpUri", simple(settings + ".rest_url}}/v1/marketstatus/now"))
            .setHeader("Authorization", simple("Bearer ${properties:secrets." + truth.secretScope() + ".api_key}"))
            .to("http:massive-hours?httpMethod=GET&throwExceptionOnFailure=false"
                + "&connectTimeout=5000&responseTimeout=15000").id("massive-ask-hours")
            .removeHeader("Authorization")
            .bean(hours, "answered(${header.CamelHttpResponseCode}, ${body})").id("massive-hours-changed")
            .removeHeaders("*")
            .filter(simple("${body.size} > 0"))
                .to("direct:massive-events");
    }
}
