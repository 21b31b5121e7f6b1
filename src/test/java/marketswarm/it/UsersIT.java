package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import marketswarm.demo.SampleFeeds;
import marketswarm.redis.Json;
import marketswarm.testing.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.KeyValue;

/** Six processes, each as a Redis user of its own with the rights of {@code admin setup --acl}: everything still flows. */
class UsersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);

    @RegisterExtension
    final Programs programs = new Programs();

    @TempDir
    private Path folder;

    @Test
    void every_service_works_under_a_user_of_its_own() throws Exception {
        int port = RedisProcess.freePort();
        Program simulator = programs.marketswarm("simulator", Map.of(), "simulator", "--port", String.valueOf(port));
        simulator.says("^REST +http://127\\.0\\.0\\.1:" + port + "$", PATIENCE);
        try (SampleFeeds feeds = SampleFeeds.start(7)) {
            ObjectNode truth = Installation.truth("127.0.0.1:" + port, feeds.categories());
            ObjectNode secrets = Installation.secrets(programs);
            write(truth, secrets);
            Files.createSymbolicLink(folder.resolve("admin"), Programs.ADMIN);
            assertThat(admin(Map.of(), "setup", "--acl", "acl")).contains("system.acl: made", "market.acl: made");

            String login = "admin:"
                    + programs.secret(Files.readString(password("admin")).strip());
            try (RedisProcess system = RedisProcess.withUsers(folder.resolve("s"), acl("system"), login);
                    RedisProcess market = RedisProcess.withUsers(folder.resolve("m"), acl("market"), login);
                    UnifiedJedis onSystem = system.open();
                    UnifiedJedis onMarket = market.open()) {
                truth.withObject("/buses/market").put("url", market.bareUrl());
                write(truth, secrets);
                Map<String, String> asAdmin = environment(system, "admin");
                admin(asAdmin, "load-truth");
                for (String service : Installation.SERVICES)
                    admin(asAdmin, "register", "--service-id", service, "--component", service);

                Map<String, Program> running = new HashMap<>();
                for (String service : Installation.SERVICES) running.put(service, start(system, service));
                for (Program service : running.values()) service.says("marketswarm: ready", PATIENCE);

                everythingFlows(onSystem, onMarket, truth, secrets);
                for (String service : Installation.SERVICES)
                    assertThat(running.get(service).stop(ENDS_WITHIN).code())
                            .as(running.get(service).tail())
                            .isZero();
                assertThat(refused(onSystem, onMarket))
                        .as("asked for once by each, to learn that it may read its own part only")
                        .containsOnly("truth:doc");
            }
        }
    }

    private static void everythingFlows(UnifiedJedis system, UnifiedJedis market, ObjectNode truth, ObjectNode secrets)
            throws Exception {
        for (String key : List.of("rss:queue", "rss:analysis:index", "market:snapshot:AAPL", "market_prices"))
            await(key).atMost(PATIENCE).until(() -> market.exists(key));
        await("all are up")
                .atMost(PATIENCE)
                .until(() -> system.hvals("mesh:state").stream()
                                .filter(state -> state.contains("\"state\":\"up\",\"since_ms\""))
                                .filter(state -> state.startsWith("{\"service\""))
                                .count()
                        == Installation.SERVICES.size());
        String gateway =
                "http://127.0.0.1:" + truth.at("/components/sse_gateway/port").asInt();
        String token = secrets.at("/secrets/sse_gateway/tokens/0").asText();
        Set<String> wanted = Set.of("hello", "tick", "snapshot", "news", "analysis", "event", "mesh");
        assertThat(Http.events(
                        gateway + "/sse?topics=tick:*,snapshot:*,news,analysis,events,mesh", token, wanted, PATIENCE))
                .containsAll(wanted);
    }

    /** The keys, channels and commands that somebody was refused. */
    private static Set<String> refused(UnifiedJedis... servers) {
        Set<String> objects = new TreeSet<>();
        for (UnifiedJedis server : servers)
            for (Object entry : (List<?>) server.sendCommand(Command.ACL, "LOG")) objects.add(object(entry));
        return objects;
    }

    private static String object(Object entry) {
        List<Object> fields = new ArrayList<>();
        if (entry instanceof Map<?, ?> map)
            map.forEach((name, value) -> {
                fields.add(name);
                fields.add(value);
            });
        else for (Object field : (List<?>) entry) flatten(field, fields);
        for (int i = 0; i + 1 < fields.size(); i++)
            if (text(fields.get(i)).equals("object")) return text(fields.get(i + 1));
        return "unknown: " + fields;
    }

    private static void flatten(Object field, List<Object> fields) {
        if (field instanceof KeyValue<?, ?> pair)
            Stream.of(pair.getKey(), pair.getValue()).forEach(fields::add);
        else fields.add(field);
    }

    private static String text(Object field) {
        return field instanceof byte[] bytes ? new String(bytes) : String.valueOf(field);
    }

    private Program start(RedisProcess system, String service) {
        Map<String, String> environment = new HashMap<>(environment(system, service));
        environment.put("SERVICE_ID", service);
        environment.put("INSTANCE_ID", service + "-1");
        return programs.service(service, environment);
    }

    private Map<String, String> environment(RedisProcess system, String user) {
        return Map.of(
                "BOOTSTRAP_REDIS_URL",
                system.bareUrl(),
                "REDIS_PASSWORD_FILE",
                password(user).toString());
    }

    private String admin(Map<String, String> environment, String... arguments) throws InterruptedException {
        Program admin = programs.start("admin-" + arguments[0], folder, environment, Path.of("./admin"), arguments);
        assertThat(admin.ends(PATIENCE).code()).as(admin.tail()).isZero();
        return admin.output();
    }

    private void write(ObjectNode truth, ObjectNode secrets) throws Exception {
        Files.writeString(folder.resolve("truth.json"), Json.write(truth));
        Files.writeString(folder.resolve("truth_secrets.json"), Json.write(secrets));
    }

    private Path acl(String server) {
        return folder.resolve("acl").resolve(server + ".acl");
    }

    private Path password(String user) {
        return folder.resolve("acl/passwords").resolve(user);
    }
}
