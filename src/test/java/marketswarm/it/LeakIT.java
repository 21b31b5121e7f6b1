package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marketswarm.redis.Json;
import marketswarm.testing.FakeSite;
import marketswarm.testing.FakeVendor;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/**
 * No secret is anywhere but in {@code truth:doc}: every service runs at TRACE through what succeeds and what fails,
 * against servers that repeat in their answers what they were told, while secrets are rotated; then all that was
 * printed, served and stored is searched.
 */
class LeakIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ITEMS = 8;
    private static final List<String> VERBS = List.of(
            "show --service-id massive",
            "components --json",
            "services --json",
            "status --json",
            "logs --json",
            "queue --json",
            "dead list --json",
            "history --json",
            "diff --json",
            "keys --json",
            "doctor --json",
            "validate --json");

    @RegisterExtension
    final Programs programs = new Programs().withTraces();

    @TempDir
    private Path folder;

    private final Canaries canaries = new Canaries();
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<String, Program> running = new LinkedHashMap<>();

    @Test
    void a_secret_is_nowhere_but_in_truth_doc() throws Exception {
        ObjectNode before = secrets("before");
        ObjectNode after = secrets("after");
        try (FakeVendor vendor =
                        new FakeVendor(before.at("/secrets/massive/api_key").asText());
                FakeVendor refusing = new FakeVendor("another");
                FakeSite site = site();
                Installation here = Installation.start(folder, "127.0.0.1:1", Map.of(), programs);
                UnifiedJedis system = here.system().open()) {
            canaries.of("password of System Redis", here.system().password());
            canaries.of("password of Market Redis", here.market().password());
            ObjectNode truth = truth(here, vendor, refusing, site);
            vendor.rest(
                    401,
                    "{\"status\":\"ERROR\",\"error\":\"Unknown API Key "
                            + before.at("/secrets/massive/api_key").asText() + "\"}");
            load(system, truth, before);
            for (String service : Installation.SERVICES)
                running.put(service, programs.service(service, here.service(service)));
            for (Program service : running.values()) service.says("marketswarm: ready", PATIENCE);

            try (UnifiedJedis market = here.market().open()) {
                await("what fails has failed").atMost(PATIENCE).until(() -> asked.get() >= 6 && feedsAsked(site));
                await("a connection is refused").atMost(PATIENCE).until(() -> refusing.connections() > 0);
                vendor.send(
                        "[{\"ev\":\"T\",\"sym\":\"AAPL\",\"p\":1.5,\"s\":1,\"t\":1795348800000},{\"ev\":\"T\",\"sym\":[");
                await("a price").atMost(PATIENCE).until(() -> market.exists("market:snapshot:AAPL"));
            }

            rotate(system, truth, after);
            refuse(system, truth, after);
            here.market().kill();
            running.get("rss_agg").says("WARN .*redis: .*", PATIENCE);
            here.market().start();
            everythingIsSearched(here, after);
        }
        for (Program service : running.values()) {
            assertThat(service.output()).as("it was told to say everything").containsPattern("TRACE|DEBUG");
            canaries.search("the output of " + service.name(), service.output());
        }
        canaries.wereNotFound();
    }

    private ObjectNode secrets(String when) {
        ObjectNode secrets = Json.MAPPER.createObjectNode();
        secrets.withObject("/secrets/massive")
                .put("api_key", canaries.of("api_key " + when, "Cnry/key+" + when + "9Zt=="));
        secrets.withObject("/secrets/vexy_ai")
                .put("openai_api_key", canaries.of("openai_api_key " + when, "cnry-model/" + when + "+77aa01d4"));
        secrets.withObject("/secrets/rss_agg")
                .put("user_agent", canaries.of("user_agent " + when, "Cnry/" + when + "1.0 (me@example.org)"));
        secrets.withObject("/secrets/sse_gateway")
                .withArray("tokens")
                .add(canaries.of("token " + when, "cnry-token~" + when + "-c0ffee42"));
        return secrets;
    }

    private ObjectNode truth(Installation here, FakeVendor vendor, FakeVendor refusing, FakeSite site) {
        ObjectNode truth = here.truth();
        for (String service : Installation.SERVICES)
            truth.withObject("/components/" + service + "/log_levels").put("root", "TRACE");
        ObjectNode massive = truth.withObject("/components/massive");
        massive.put("rest_url", vendor.restUrl()).put("snapshot_poll_sec", 2);
        massive.withObject("/clusters/stocks").put("ws_url", vendor.wsUrl());
        massive.withObject("/clusters/other")
                .put("ws_url", refusing.wsUrl())
                .withArray("symbols")
                .add("MSFT");
        truth.withObject("/components/rss_agg/categories")
                .set(
                        "all",
                        Json.MAPPER.valueToTree(List.of("/good", "/refused", "/html", "/moved", "/gone").stream()
                                .map(site::url)
                                .toList()));
        truth.withObject("/components/vexy_ai").put("engine", "openai").put("base_url", site.url("/v1"));
        return truth;
    }

    /** A site that repeats what it was told. */
    private FakeSite site() {
        FakeSite site = new FakeSite();
        return site.page("/good", 200, Map.of("Content-Type", "application/rss+xml"), feed())
                .page("/refused", told -> answer(told, 401, "no " + agent(told)))
                .page("/html", told -> answer(told, 200, agent(told) + "<html><body>" + agent(told) + "</body></html>"))
                .page(
                        "/moved",
                        told -> FakeSite.send(
                                told,
                                302,
                                Map.of("Location", "/refused?by=" + agent(told).replace(' ', '+')),
                                new byte[0]))
                .page("/v1/chat/completions", this::model);
    }

    private static String feed() {
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> "<item><title>Item " + i + "</title><guid>" + i
                        + "</guid><description>Shares of Apple (NASDAQ: AAPL) rose.</description></item>")
                .collect(Collectors.joining("", "<rss version=\"2.0\"><channel><title>N</title>", "</channel></rss>"));
    }

    private void model(HttpExchange told) throws IOException {
        String key = told.getRequestHeaders().getFirst("Authorization");
        switch (asked.getAndIncrement()) {
            case 0 -> answer(told, 500, "broken for " + key);
            case 1 -> answer(told, 200, "not JSON, " + key);
            case 2 -> answer(told, 200, "{\"choices\":[{\"message\":{\"content\":\"" + key + "\"}}]}");
            case 3 -> answer(told, 400, "{\"error\":{\"message\":\"bad " + key + "\",\"code\":\"bad_request\"}}");
            case 4 ->
                answer(told, 429, "{\"error\":{\"message\":\"slowly, " + key + "\",\"code\":\"rate_limit_exceeded\"}}");
            default ->
                answer(
                        told,
                        401,
                        "{\"error\":{\"message\":\"Incorrect API key provided: " + key
                                + "\",\"code\":\"invalid_api_key\"}}");
        }
    }

    private static String agent(HttpExchange told) {
        return String.valueOf(told.getRequestHeaders().getFirst("User-Agent"));
    }

    private static void answer(HttpExchange told, int status, String body) throws IOException {
        FakeSite.send(
                told,
                status,
                Map.of("Content-Type", "text/html", "X-Told", agent(told)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean feedsAsked(FakeSite site) {
        return List.of("/good", "/refused", "/html", "/moved", "/gone").stream()
                .noneMatch(path -> site.asked(path).isEmpty());
    }

    private static void load(UnifiedJedis system, ObjectNode truth, ObjectNode secrets) {
        new TruthStore(system).load(truth.deepCopy().setAll(secrets));
        Services services = new Services(system);
        Installation.SERVICES.forEach(service -> services.register(service, service, service));
    }

    private void rotate(UnifiedJedis system, ObjectNode truth, ObjectNode secrets) throws InterruptedException {
        load(system, truth.put("version", "it-2"), secrets);
        for (Program service : running.values()) service.says("truth: taken version=it-2", PATIENCE);
    }

    /** A truth that no service can use, with the secrets in it. */
    private void refuse(UnifiedJedis system, ObjectNode truth, ObjectNode secrets) throws InterruptedException {
        ObjectNode broken = truth.deepCopy().setAll(secrets);
        broken.remove("components");
        system.set("truth:doc", broken.toString());
        system.set("truth:hash", "broken");
        for (Program service : running.values()) service.says("truth: refused", PATIENCE);
        load(system, truth.put("version", "it-3"), secrets);
        for (Program service : running.values()) service.says("truth: taken version=it-3", PATIENCE);
    }

    private void everythingIsSearched(Installation here, ObjectNode secrets) throws Exception {
        for (String service : Installation.SERVICES) {
            Exposed.management(here.management(service))
                    .forEach((page, text) -> canaries.search(service + " " + page, text));
            canaries.search("the process of " + service, Exposed.process(running.get(service)));
        }
        String token = secrets.at("/secrets/sse_gateway/tokens/0").asText();
        Exposed.gateway(here.port("sse_gateway"), token).forEach(canaries::search);
        try (UnifiedJedis system = here.system().open();
                UnifiedJedis market = here.market().open()) {
            Map<String, String> stored = Exposed.stored(system);
            assertThat(stored)
                    .containsKeys("truth:history", "log:errors:stream", "log:heartbeats:stream", "svc:hb:massive");
            stored.forEach(canaries::search);
            Map<String, String> kept = Exposed.stored(market);
            assertThat(kept).containsKeys("events:market", "rss:queue", "rss:index");
            kept.forEach(canaries::search);
        }
        everyVerbIsSearched(here, secrets);
    }

    private void everyVerbIsSearched(Installation here, ObjectNode secrets) throws Exception {
        ObjectNode elsewhere = here.truth().deepCopy();
        elsewhere
                .withObject("/components/massive")
                .put("api_key", secrets.at("/secrets/massive/api_key").asText());
        Files.writeString(folder.resolve("truth.json"), elsewhere.toString());
        Files.writeString(folder.resolve("truth_secrets.json"), secrets.toString());
        for (String verb : VERBS) {
            Program admin = programs.start(
                    "admin-" + verb.split(" ")[0],
                    folder,
                    Map.of("BOOTSTRAP_REDIS_URL", here.system().url()),
                    Programs.ADMIN,
                    verb.split(" "));
            admin.ends(PATIENCE);
            assertThat(admin.output()).as(verb).isNotBlank();
            canaries.search("./admin " + verb, admin.output());
        }
    }
}
