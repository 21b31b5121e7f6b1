package marketswarm.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import marketswarm.demo.simulator.Simulator;
import marketswarm.redis.Json;
import marketswarm.truth.Merge;

/** The demo's truth: {@code truth-samples/demo.json} with the addresses of what was started beside it. */
public final class DemoTruth {

    private final ObjectNode sample = sample();
    private final ObjectNode overlay = Json.MAPPER.createObjectNode();

    /** Market data from that simulator. */
    public DemoTruth market(Simulator simulator, String apiKey) {
        ObjectNode massive = overlay.withObject("/components/massive").put("rest_url", simulator.restUrl());
        sample.at("/components/massive/clusters")
                .fieldNames()
                .forEachRemaining(
                        cluster -> massive.withObject("/clusters/" + cluster).put("ws_url", simulator.wsUrl(cluster)));
        overlay.withObject("/secrets/massive").put("api_key", apiKey);
        return this;
    }

    /** News from those feeds. */
    public DemoTruth news(SampleFeeds feeds) {
        overlay.withObject("/components/rss_agg").set("categories", Json.MAPPER.valueToTree(feeds.categories()));
        return this;
    }

    /** Both roles of Redis on one server. */
    public DemoTruth redis(String url) {
        overlay.withObject("/buses/market").put("url", url);
        return this;
    }

    /** The page on that port. */
    public DemoTruth page(int port) {
        overlay.withObject("/components/sse_gateway").put("port", port);
        return this;
    }

    public ObjectNode document() {
        return Merge.of(sample, overlay);
    }

    private static ObjectNode sample() {
        try (InputStream in = Objects.requireNonNull(
                DemoTruth.class.getResourceAsStream("demo.json"), "demo: demo.json is not in the jar")) {
            JsonNode document = Json.MAPPER.readTree(in);
            return (ObjectNode) document;
        } catch (IOException e) {
            throw new UncheckedIOException("demo: demo.json cannot be read", e);
        }
    }
}
