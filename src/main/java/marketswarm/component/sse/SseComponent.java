package marketswarm.component.sse;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import marketswarm.gateway.Hub;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** {@code sse:NAME}. */
@Component("sse")
public class SseComponent extends DefaultComponent {

    @Metadata(autowired = true, description = "What fans out")
    private @Nullable Hub hub;

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
        return new SseEndpoint(uri, this, name);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        MeterRegistry meters = getCamelContext().getRegistry().findSingleByType(MeterRegistry.class);
        if (meters != null && hub != null) SseMetrics.bind(meters, hub);
    }

    public @Nullable Hub getHub() {
        return hub;
    }

    public void setHub(@Nullable Hub hub) {
        this.hub = hub;
    }
}
