package routes;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import marketswarm.analysis.Transport;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Carries the analyst's request through the route {@code vexy-model}. */
public final class ModelTransport implements Transport, CamelContextAware {

    private @Nullable CamelContext camel;
    private @Nullable ProducerTemplate template;

    @Override
    public void setCamelContext(CamelContext context) {
        camel = context;
        template = context.createProducerTemplate();
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public Answer post(String url, Map<String, String> headers, String jsonBody) throws IOException {
        if (template == null) throw new IllegalStateException("analysis: the model's route is not started");
        Exchange answered = template.request("direct:vexy-model", exchange -> {
            exchange.getMessage().setBody(jsonBody);
            headers.forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setHeader(Exchange.HTTP_URI, url);
        });
        if (answered.getException() != null) throw new IOException(answered.getException().getMessage(), answered.getException());
        var message = answered.getMessage();
        Map<String, String> received = new HashMap<>();
        message.getHeaders().forEach((name, value) -> received.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        return new Answer(
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class), received, message.getBody(String.class));
    }
}
