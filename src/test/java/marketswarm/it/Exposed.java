package marketswarm.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Json;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** All that a running system shows to somebody: what it serves, what it stores, what its processes are made of. */
final class Exposed {

    private static final List<String> MANAGEMENT = List.of(
            "/observe/health",
            "/observe/health/live",
            "/observe/health/ready",
            "/observe/metrics",
            "/observe/info",
            "/hawtio/jolokia/version",
            "/hawtio/jolokia/list",
            "/hawtio/jolokia/read/java.lang:type=Runtime");

    private static final List<String> GATEWAY = List.of(
            "/",
            "/api/symbols",
            "/api/snapshots",
            "/api/news",
            "/api/events",
            "/api/mesh",
            "/api/feeds",
            "/api/logs?channel=errors",
            "/api/logs?channel=heartbeats",
            "/api/openapi.json",
            "/api/nothing",
            "/sse?topics=nothing:at:all");

    private Exposed() {}

    /** Every page of a management port, with every bean and every attribute that the console may read. */
    static Map<String, String> management(int port) throws IOException, InterruptedException {
        String base = "http://127.0.0.1:" + port;
        Map<String, String> pages = new TreeMap<>();
        for (String page : MANAGEMENT) pages.put(page, Http.get(base + page).body());
        List<String> beans = new ArrayList<>();
        Http.get(base + "/hawtio/jolokia/search/*:*").json().path("value").forEach(bean -> beans.add(bean.asText()));
        for (String bean : beans) {
            pages.put(bean, ask(base, Map.of("type", "read", "mbean", bean)));
            if (bean.contains("type=context"))
                pages.put(
                        bean + " routes",
                        ask(base, Map.of("type", "exec", "mbean", bean, "operation", "dumpRoutesAsXml()")));
        }
        return pages;
    }

    private static String ask(String base, Map<String, String> question) throws IOException, InterruptedException {
        return Http.post(base + "/hawtio/jolokia", Json.write(Json.MAPPER.valueToTree(question)))
                .body();
    }

    static Map<String, String> gateway(int port, String token) throws IOException, InterruptedException {
        Map<String, String> pages = new TreeMap<>();
        for (String page : GATEWAY) {
            pages.put(page, Http.get("http://127.0.0.1:" + port + page, token).body());
            pages.put(
                    page + " without a token",
                    Http.get("http://127.0.0.1:" + port + page).body());
        }
        return pages;
    }

    /** Every key with its value, but those that secrets are for. */
    static Map<String, String> stored(UnifiedJedis redis) {
        Map<String, String> all = new TreeMap<>();
        for (String key : redis.keys("*")) if (!key.matches("truth:(doc|secrets:.*)")) all.put(key, value(redis, key));
        return all;
    }

    private static String value(UnifiedJedis redis, String key) {
        return switch (redis.type(key)) {
            case "string" -> String.valueOf(redis.get(key));
            case "hash" -> redis.hgetAll(key).toString();
            case "set" -> redis.smembers(key).toString();
            case "zset" -> redis.zrangeWithScores(key, 0, -1).toString();
            case "stream" ->
                redis.xrange(key, StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID)
                        .toString();
            case "none" -> "";
            default -> throw new IllegalStateException(key + " is a " + redis.type(key));
        };
    }

    /** Names and stacks of a process' threads, and its command line. */
    static String process(Program program) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", String.valueOf(program.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        String threads = new String(jcmd.getInputStream().readAllBytes());
        jcmd.waitFor(10, TimeUnit.SECONDS);
        return program.commandLine() + "\n" + threads;
    }
}
