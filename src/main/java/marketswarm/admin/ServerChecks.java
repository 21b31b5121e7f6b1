package marketswarm.admin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** What can be wrong with a server that answers. */
final class ServerChecks {

    private static final long SKEW_MS = 2_000;
    private static final long MUCH_SKEW_MS = 30_000;
    private static final long FULL = 95;
    private static final long NEARLY_FULL = 80;

    private final String name;
    private final UnifiedJedis redis;
    private final Clock clock;
    private final Map<String, String> info;

    private ServerChecks(String name, UnifiedJedis redis, Clock clock) {
        this.name = name;
        this.redis = redis;
        this.clock = clock;
        this.info = info(redis);
    }

    static List<Check> all(String name, UnifiedJedis redis, Clock clock) {
        var server = new ServerChecks(name, redis, clock);
        List<Check> checks = new ArrayList<>();
        checks.add(server.version());
        checks.add(server.memory());
        checks.add(server.eviction());
        checks.add(server.persistence());
        checks.add(server.clockSkew());
        checks.add(server.clients());
        return checks;
    }

    /** Of the server process, so that two addresses of one server are seen to be one. */
    static String id(UnifiedJedis redis) {
        return info(redis).getOrDefault("run_id", "");
    }

    private Check version() {
        String version = info.getOrDefault("redis_version", "0");
        String[] parts = version.split("\\.", -1);
        int number = Integer.parseInt(parts[0]) * 100 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        if (info.getOrDefault("role", "").equals("slave"))
            return Check.trouble(name + " role", "is a replica and takes no writes", "name its master in the URL");
        if (number < 602)
            return Check.trouble(name + " version", version + " is too old", "upgrade to Redis 7 or newer");
        if (number < 700)
            return Check.doubt(
                    name + " version", version + " cannot count a group's lag", "upgrade to Redis 7 or newer");
        return Check.ok(name + " version", version);
    }

    private Check memory() {
        long used = number("used_memory");
        long limit = number("maxmemory");
        long of = limit > 0 ? limit : number("total_system_memory");
        long percent = of > 0 ? used * 100 / of : 0;
        String finding =
                percent + " % of " + (of >> 20) + " MiB used" + (limit > 0 ? "" : ", without a limit of its own");
        String next = "raise maxmemory, or keep less: the retention settings in truth.json; see ./admin keys";
        if (percent >= FULL) return Check.trouble(name + " memory", finding, next);
        return percent >= NEARLY_FULL
                ? Check.doubt(name + " memory", finding, next)
                : Check.ok(name + " memory", finding);
    }

    private Check eviction() {
        String policy = info.getOrDefault("maxmemory_policy", "noeviction");
        if (policy.equals("noeviction")) return Check.ok(name + " eviction", policy);
        return Check.trouble(
                name + " eviction",
                policy + " lets Redis throw truth or queued work away when memory is full",
                "redis-cli CONFIG SET maxmemory-policy noeviction, and the same in its configuration");
    }

    private Check persistence() {
        if (info.getOrDefault("rdb_last_bgsave_status", "ok").equals("err")
                || info.getOrDefault("aof_last_write_status", "ok").equals("err"))
            return Check.trouble(name + " persistence", "the last save failed", "is its disk full? Look into its log");
        boolean appends = info.getOrDefault("aof_enabled", "0").equals("1");
        String points = config("save");
        if (appends || !points.isEmpty())
            return Check.ok(name + " persistence", appends ? "append-only file" : "snapshots at " + points);
        return Check.doubt(
                name + " persistence",
                "off: a restart of Redis forgets everything",
                "redis-cli CONFIG SET appendonly yes, and the same in its configuration");
    }

    private Check clockSkew() {
        long before = clock.millis();
        long server = timeMs(redis);
        long after = clock.millis();
        long skew = Math.abs(server - (before + after) / 2);
        String next = "let both machines take their time from the network: timedatectl set-ntp true";
        if (skew >= MUCH_SKEW_MS) return Check.trouble(name + " clock", skew + " ms away from this machine's", next);
        return skew >= SKEW_MS
                ? Check.doubt(name + " clock", skew + " ms away from this machine's", next)
                : Check.ok(name + " clock", "agrees with this machine's");
    }

    /** What the server's clock says, epoch milliseconds. */
    static long timeMs(UnifiedJedis redis) {
        List<?> time = (List<?>) redis.executeCommand(new CommandArguments(Protocol.Command.TIME));
        return Long.parseLong(text(time.get(0))) * 1_000 + Long.parseLong(text(time.get(1))) / 1_000;
    }

    private Check clients() {
        long connected = number("connected_clients");
        long most = number("maxclients");
        String finding = connected + " of " + most + " connections";
        return most > 0 && connected * 100 / most >= NEARLY_FULL
                ? Check.doubt(name + " clients", finding, "redis-cli CLIENT LIST says who; raise maxclients")
                : Check.ok(name + " clients", finding);
    }

    // an ACL may forbid CONFIG; then INFO's word has to do
    private String config(String setting) {
        try {
            return redis.configGet(setting).getOrDefault(setting, "");
        } catch (JedisException forbidden) {
            return "unknown points";
        }
    }

    private long number(String field) {
        return ServiceLook.number(info, field, 0);
    }

    private static Map<String, String> info(UnifiedJedis redis) {
        Map<String, String> info = new HashMap<>();
        redis.info()
                .lines()
                .filter(line -> line.contains(":"))
                .forEach(line -> info.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
        return info;
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, StandardCharsets.US_ASCII);
    }
}
