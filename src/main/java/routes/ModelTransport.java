package routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.analysis.model.Transport;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/** Carries the analyst's request through the route {@code vexy-model}, and its answer back within size and time. */
public final class ModelTransport implements Transport, CamelContextAware {

    private static final int CHUNK = 16_384;

    private final Supplier<Bounds> bounds;
    private final Clock clock;
    private @Nullable CamelContext camel;
    private @Nullable ProducerTemplate template;

    /** What an answer may be at most, and how long it may take from its first byte to its last. */
    public record Bounds(int bytes, Duration time) {}

    public ModelTransport(Supplier<Bounds> bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

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

    /** @throws IOException when an answer is longer than truth allows, or comes too slowly to be waited for */
    public String withinBounds(@Nullable InputStream answer) throws IOException {
        if (answer == null) return "";
        Bounds most = bounds.get();
        long until = clock.millis() + most.time().toMillis();
        var read = new ByteArrayOutputStream();
        try (answer) {
            byte[] chunk = new byte[CHUNK];
            for (int n = answer.read(chunk); n >= 0; n = answer.read(chunk)) {
                read.write(chunk, 0, n);
                if (read.size() > most.bytes())
                    throw new IOException("an answer of more than " + most.bytes() / 1024 + " kB");
                if (clock.millis() > until) throw new IOException("an answer that does not end in time");
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
