package marketswarm.component.sse;

import java.util.List;
import java.util.Objects;
import marketswarm.gateway.Hub;
import marketswarm.redis.StreamEntry;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Fans a list of stream entries out to every subscribed browser. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "sse",
        title = "Server-Sent Events",
        syntax = "sse:name",
        category = {Category.HTTP, Category.MESSAGING},
        producerOnly = true)
public class SseEndpoint extends DefaultEndpoint {

    @UriPath(description = "For people: who listens")
    @Metadata(required = true)
    private final String name;

    SseEndpoint(String uri, SseComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        Hub hub = Objects.requireNonNull(((SseComponent) getComponent()).getHub(), "sse: no hub is bound");
        return new DefaultProducer(this) {
            @Override
            @SuppressWarnings("unchecked")
            public void process(Exchange exchange) {
                hub.publish((List<StreamEntry>) exchange.getMessage().getBody(List.class));
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("sse: browsers only listen");
    }

    public String getName() {
        return name;
    }
}
