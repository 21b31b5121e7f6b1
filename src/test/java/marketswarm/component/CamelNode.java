package marketswarm.component;

import java.util.function.Consumer;
import marketswarm.component.marketsocket.MarketSocketComponent;
import marketswarm.component.redisdue.RedisDueComponent;
import marketswarm.component.redisstream.RedisStreamComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.SuspendableService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.impl.DefaultCamelContext;
import redis.clients.jedis.UnifiedJedis;

/** A Camel context with our components, as one process of several would be. */
public final class CamelNode implements AutoCloseable {

    private static final long SHUTDOWN_SECONDS = 10;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    public CamelNode(String name) {
        camel.disableJMX();
        camel.getCamelContextExtension().setName(name);
        camel.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        camel.getInflightRepository().setInflightBrowseEnabled(true);
        camel.addComponent("market-socket", new MarketSocketComponent());
    }

    public CamelNode(String name, UnifiedJedis redis) {
        this(name);
        var streams = new RedisStreamComponent();
        streams.getConfiguration().setRedis(redis);
        camel.addComponent("redis-stream", streams);
        var due = new RedisDueComponent();
        due.setRedis(redis);
        camel.addComponent("redis-due", due);
    }

    public CamelNode bind(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
        return this;
    }

    /** Adds routes; failures in them are not logged. */
    public CamelNode route(Consumer<RouteBuilder> routes) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    routes.accept(this);
                }
            });
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public CamelNode start() {
        camel.start();
        return this;
    }

    public CamelContext camel() {
        return camel;
    }

    /** Sends a body and returns what became of the exchange, its exception included. */
    public Exchange send(String uri, Object body) {
        return camel.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> exchange.getMessage().setBody(body))
                .send();
    }

    /** Whether the route takes nothing more, though it may still be at work. */
    public boolean isLeaving(String routeId) {
        return ((SuspendableService) camel.getRoute(routeId).getConsumer()).isSuspended();
    }

    public HealthCheck.State health(String routeId) {
        var consumer = (HealthCheckAware) camel.getRoute(routeId).getConsumer();
        return consumer.getHealthCheck().callReadiness().getState();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
