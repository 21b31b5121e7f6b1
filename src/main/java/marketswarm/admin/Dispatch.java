package marketswarm.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.truth.TruthStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** {@code admin dispatch} */
@Command(
        name = "dispatch",
        description = "Tells a service to do something; one of its instances does it and answers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin dispatch massive ping",
            "  admin dispatch rss_agg poll tech",
            "  admin dispatch vexy_ai retry"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Dispatch implements Callable<Integer> {

    private static final int ENTRIES = 10_000;
    private static final int LOOK_EVERY_MS = 50;

    @ParentCommand
    private Admin admin;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "Who is to do it")
    private String service;

    @Parameters(index = "1", paramLabel = "COMMAND", description = "What; ping is known to all")
    private String command;

    @Parameters(index = "2", arity = "0..1", paramLabel = "ARGUMENT", defaultValue = "", description = "With what")
    private String argument;

    @Option(
            names = "--queue",
            paramLabel = "Q",
            description = "Through this queue. Default: the first that truth names")
    private @Nullable String queue;

    @Option(
            names = "--wait",
            paramLabel = "SEC",
            defaultValue = "10",
            description = "Seconds to wait for the answer. Default: ${DEFAULT-VALUE}")
    private int waitSec;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        return admin.withSystem(system -> {
            String key = Keys.DISPATCH.of(queue == null ? firstQueue(system) : queue);
            StreamEntryID asked = system.xadd(
                    key, fields(), XAddParams.xAddParams().maxLen(ENTRIES).approximateTrimming());
            String id = key.replaceFirst("^dispatch:(.*):stream$", "$1") + "." + asked;
            return told(id, await(system, id));
        });
    }

    private String firstQueue(UnifiedJedis system) {
        List<String> queues = Loaded.truth(admin, system).dispatchQueues();
        if (queues.isEmpty())
            throw admin.wrongUsage(
                    "dispatch",
                    "truth names no queue: components.mesh_coordinator.dispatch_queues, for example [\"vexy_tasks\"]");
        return queues.get(0);
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("service", service);
        fields.put("command", command);
        if (!argument.isEmpty()) fields.put("argument", argument);
        fields.put("by", TruthStore.whoami());
        return fields;
    }

    private Map<String, String> await(UnifiedJedis system, String id) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitSec);
        Map<String, String> result = Map.of();
        try {
            while (!isOver(result) && System.nanoTime() < until) {
                result = system.hgetAll(Keys.DISPATCH_RESULT.of(id));
                if (!isOver(result)) TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private static boolean isOver(Map<String, String> result) {
        return result.getOrDefault("state", "").matches("done|failed|refused");
    }

    private int told(String id, Map<String, String> result) {
        if (json) admin.out().println(Json.write(with(id, result)));
        else if (isOver(result))
            admin.out()
                    .println(result.get("state") + ": " + Words.plain(result.getOrDefault("answer", "")) + by(result));
        else
            admin.err()
                    .println("admin: no answer within " + waitSec + " s" + reason(result)
                            + " It is done when it can be: redis-cli hgetall " + Keys.DISPATCH_RESULT.of(id));
        return result.getOrDefault("state", "").equals("done") ? Admin.DONE : Admin.NO;
    }

    private static Map<String, String> with(String id, Map<String, String> result) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("id", id);
        all.putAll(result);
        return all;
    }

    private String by(Map<String, String> result) {
        String instance = result.getOrDefault("instance", "");
        return instance.isEmpty() ? "" : " (" + service + "/" + Words.plain(instance) + ")";
    }

    private String reason(Map<String, String> result) {
        if (result.isEmpty()) return ": no coordinator has taken it, see ./admin status.";
        return result.getOrDefault("state", "").equals("running")
                ? ": " + result.getOrDefault("instance", service) + " is at it."
                : ": no instance of " + service + " has taken it, see ./admin status.";
    }
}
