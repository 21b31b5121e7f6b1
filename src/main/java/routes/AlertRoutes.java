package routes;

import marketswarm.mesh.Alerts;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Alerts: what the coordinator has noted → the operator's webhook. */
public final class AlertRoutes extends RouteBuilder {

    private static final int ATTEMPTS = 6;
    private static final int FIRST_WAIT_MS = 1_000;
    private static final int LONGEST_WAIT_MS = 60_000;

    private final Alerts alerts;

    public AlertRoutes(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public void configure() {
        // Each alert once, by whichever coordinator is free; one that is not taken is tried again for two minutes, then counted.
        from("redis-stream:mesh:alerts?redis=#system&group=webhook&count=1&claimIdle=30000")
            .routeId("mesh-alerts").routeGroup("mesh")
            .onException(Exception.class)
                .maximumRedeliveries(ATTEMPTS).redeliveryDelay(FIRST_WAIT_MS).useExponentialBackOff().backOffMultiplier(2)
                .maximumRedeliveryDelay(LONGEST_WAIT_MS).retryAttemptedLogLevel(LoggingLevel.DEBUG)
                .handled(true).logExhausted(false)
                .bean(alerts, "giveUp")
                .log(LoggingLevel.WARN, "routes", "mesh: an alert is given up after " + (ATTEMPTS + 1) + " attempts: ${exception.message}")
            .end()
            .filter().method(alerts, "isWorthTelling").id("mesh-alert-is-news")
                .setBody().method(alerts, "body").id("mesh-alert-body")
                .to("direct:mesh-webhook").id("mesh-alert-told");

        // One call of the address that truth names. It is read at this moment, and no redirect leads elsewhere.
        from("direct:mesh-webhook").routeId("mesh-webhook").routeGroup("mesh")
            .errorHandler(noErrorHandler())
            .removeHeaders("*")
            .setHeader("CamelHttpUri").method(alerts, "address")
            .setHeader("Content-Type", constant("application/json"))
            .setHeader("Authorization").method(alerts, "authorization")
            .to("http:mesh-webhook?httpMethod=POST&throwExceptionOnFailure=false&skipRequestHeaders=false"
                + "&connectTimeout=5000&responseTimeout=10000").id("mesh-webhook-call")
            .removeHeader("Authorization")
            .bean(alerts, "answered(${header.CamelHttpResponseCode})").id("mesh-webhook-answered");
    }
}
