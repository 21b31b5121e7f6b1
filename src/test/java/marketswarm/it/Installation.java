package marketswarm.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.redis.Json;
import marketswarm.testing.RedisProcess;

/** Two Redis servers with passwords, and a truth that names them and free ports for everything that listens. */
record Installation(RedisProcess system, RedisProcess market, ObjectNode truth, ObjectNode secrets)
        implements AutoCloseable {

    static final List<String> SERVICES =
            List.of("massive", "rss_agg", "vexy_ai", "sse_gateway", "mesh_coordinator", "logger");

    /** @param simulator {@code host:port} of the Massive look-alike */
    static Installation start(Path directory, String simulator, Map<String, List<String>> categories, Programs programs)
            throws IOException, InterruptedException {
        RedisProcess system =
                RedisProcess.start(directory.resolve("system"), programs.secret("canary-system-5f0c19e7"));
        RedisProcess market =
                RedisProcess.start(directory.resolve("market"), programs.secret("canary-market-8d21b3aa"));
        ObjectNode truth = truth(simulator, categories);
        truth.withObject("/buses/market").put("url", market.url());
        return new Installation(system, market, truth, secrets(programs));
    }

    /** The environment of a service; its instance keeps its name when it is started again, as a container does. */
    Map<String, String> service(String id) {
        return Map.of("SERVICE_ID", id, "BOOTSTRAP_REDIS_URL", system.url(), "INSTANCE_ID", id + "-1");
    }

    int port(String component) {
        return truth.at("/components/" + component + "/port").asInt();
    }

    int management(String component) {
        return truth.at("/components/" + component + "/management/port").asInt();
    }

    /** Both files in one. */
    ObjectNode merged() {
        return truth.deepCopy().setAll(secrets);
    }

    static ObjectNode truth(String simulator, Map<String, List<String>> categories) throws IOException {
        ObjectNode truth = Json.read("""
                {"version": "it-1",
                 "node": {"name": "it", "env": "test"},
                 "components": {
                   "massive": {
                     "meta": {"name": "Massive", "description": "Market data gateway", "service_id": "massive"},
                     "market_redis_setup": {"init_keys": ["market_prices", "spot_fetches"]},
                     "origin": "sim", "rest_url": "http://%1$s",
                     "clusters": {"stocks": {"ws_url": "ws://%1$s/stocks", "symbols": ["AAPL", "MSFT"], "channels": ["T", "Q", "A"]}},
                     "snapshot_poll_sec": 5},
                   "rss_agg": {
                     "meta": {"name": "RSS Ingestor", "description": "Polls feeds", "service_id": "rss_agg"},
                     "poll_interval_min": 0.03, "enabled_categories": ["*"]},
                   "vexy_ai": {
                     "meta": {"name": "Vexy AI", "description": "Analyzes by rules", "service_id": "vexy_ai"},
                     "engine": "offline", "concurrency": 2},
                   "sse_gateway": {"meta": {"name": "SSE Gateway", "description": "Fans out", "service_id": "sse_gateway"}},
                   "mesh_coordinator": {"meta": {"name": "Mesh Coordinator", "description": "Watches", "service_id": "mesh_coordinator"}},
                   "logger": {"meta": {"name": "Logger", "description": "Follows the logs", "service_id": "logger"},
                     "log_channels": ["heartbeats", "errors"]}}}
                """.formatted(simulator), ObjectNode.class);
        truth.withObject("/components/rss_agg").set("categories", Json.MAPPER.valueToTree(new TreeMap<>(categories)));
        truth.withObject("/components/sse_gateway").put("port", RedisProcess.freePort());
        for (String service : SERVICES) {
            truth.withObject("/heartbeats/" + service).put("frequency", 1);
            truth.withObject("/components/" + service + "/management").put("port", RedisProcess.freePort());
        }
        return truth;
    }

    static ObjectNode secrets(Programs programs) {
        ObjectNode secrets = Json.MAPPER.createObjectNode();
        secrets.withObject("/secrets/massive").put("api_key", "demo");
        secrets.withObject("/secrets/vexy_ai").put("openai_api_key", programs.secret("canary-model-77aa01d4"));
        secrets.withObject("/secrets/sse_gateway").withArray("tokens").add(programs.secret("canary-token-c0ffee42"));
        return secrets;
    }

    @Override
    public void close() throws InterruptedException {
        system.close();
        market.close();
    }
}
