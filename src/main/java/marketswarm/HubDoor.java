package marketswarm;

import com.fasterxml.jackson.databind.JsonNode;
import marketswarm.truth.Services.Mapping;
import org.apache.camel.main.Main;

/** The port on which hubs bring news, opened where truth names an address by which they reach it. */
final class HubDoor {

    private static final String SERVICE = "rss_agg";

    private HubDoor() {}

    /** @param camel not started yet */
    static void open(Main camel, Node node) {
        for (Mapping mapping : node.view().mappings()) {
            JsonNode settings = node.truth().component(mapping.component());
            JsonNode websub = settings.path("websub");
            if (!mapping.serviceId().equals(SERVICE) || !websub.hasNonNull("callback_url")) continue;
            HeldPort held = HeldPort.of(
                    websub.path("host").asText(),
                    websub.path("port").asInt(),
                    "set components." + mapping.component() + ".websub.port");
            camel.addMainListener(held);
            camel.addInitialProperty("camel.server.enabled", "true");
            camel.addInitialProperty("camel.server.host", websub.path("host").asText());
            camel.addInitialProperty("camel.server.port", String.valueOf(held.number()));
            camel.addInitialProperty("camel.server.fileUploadEnabled", "false");
            camel.addInitialProperty(
                    "camel.server.maxBodySize",
                    String.valueOf(settings.path("max_megabytes").asLong() << 20));
        }
    }
}
