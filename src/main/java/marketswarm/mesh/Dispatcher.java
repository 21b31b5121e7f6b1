package marketswarm.mesh;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.redis.Keys;
import marketswarm.redis.Script;
import marketswarm.redis.StreamEntry;
import redis.clients.jedis.UnifiedJedis;

/**
 * Passes commands on from the dispatch queues to the services that they are for. Each is passed on once, however often it
 * is read; what cannot be passed on gets its answer here.
 */
public final class Dispatcher {

    private static final int WAITING_AT_MOST = 1_000;

    /** KEYS result, commands; ARGV id, seconds kept, most, then the fields. */
    private static final Script PASS = new Script("""
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            redis.call('HSET', KEYS[1], 'state', 'waiting', unpack(ARGV, 4))
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*', 'id', ARGV[1], unpack(ARGV, 4))
            return 1""");

    private final UnifiedJedis system;
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    public Dispatcher(UnifiedJedis system) {
        this.system = system;
    }

    /** @param entry of {@code dispatch:<queue>:stream}: service, command, and maybe argument and by */
    public void pass(StreamEntry entry) {
        String id = id(entry);
        Map<String, String> fields = entry.fields();
        String service = fields.getOrDefault("service", "");
        Set<String> registered = system.smembers(Keys.SERVICES.key());
        if (registered.contains(service)) passOn(id, service, fields);
        else refuse(id, fields, service + " is not registered; those are " + registered);
    }

    /** By which the result of a command is found. */
    private static String id(StreamEntry entry) {
        return entry.key().replaceFirst("^dispatch:(.*):stream$", "$1") + "." + entry.id();
    }

    private void passOn(String id, String service, Map<String, String> fields) {
        List<String> args = List.of(
                id,
                String.valueOf(Commands.KEPT.toSeconds()),
                String.valueOf(WAITING_AT_MOST),
                "service",
                service,
                "command",
                fields.getOrDefault("command", ""),
                "argument",
                fields.getOrDefault("argument", ""),
                "by",
                fields.getOrDefault("by", ""));
        Object answer = PASS.call(system, List.of(Keys.DISPATCH_RESULT.of(id), Keys.COMMANDS.of(service)), args);
        passed.addAndGet(((Number) answer).longValue());
    }

    private void refuse(String id, Map<String, String> fields, String why) {
        Commands.answer(
                system, id, Map.of("state", "refused", "command", fields.getOrDefault("command", ""), "answer", why));
        refused.incrementAndGet();
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("commands_passed", passed.toString(), "commands_refused", refused.toString());
    }
}
