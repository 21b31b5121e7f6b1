package marketswarm.admin;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;

/** What can be wrong with a Redis Cluster, and with each of its masters. */
final class ClusterLook {

    /** Apart by more, the slowest clock makes browsers wait noticeably. */
    private static final long APART_MS = 250;

    private ClusterLook() {}

    /** @param masters by address; closed afterwards */
    static List<Check> all(Map<String, UnifiedJedis> masters, Clock clock) {
        List<Check> checks = new ArrayList<>();
        checks.add(state(masters.values().iterator().next()));
        checks.add(clocks(masters));
        masters.forEach((address, master) -> {
            try (master) {
                checks.addAll(ServerChecks.all("market redis " + address, master, clock));
            }
        });
        return checks;
    }

    private static Check state(UnifiedJedis master) {
        String info = new String(
                (byte[]) master.executeCommand(new CommandArguments(Command.CLUSTER).add("INFO")),
                StandardCharsets.UTF_8);
        String size = info.replaceAll("(?s).*cluster_size:(\\d+).*", "$1");
        if (info.contains("cluster_state:ok"))
            return Check.ok("market redis cluster", size + " masters serve all slots");
        return Check.trouble(
                "market redis cluster",
                "does not serve all slots",
                "redis-cli --cluster check HOST:PORT, and --cluster fix where it says so");
    }

    private static Check clocks(Map<String, UnifiedJedis> masters) {
        LongSummaryStatistics ahead = masters.values().stream()
                .mapToLong(master -> ServerChecks.timeMs(master) - System.currentTimeMillis())
                .summaryStatistics();
        long apart = ahead.getMax() - ahead.getMin();
        if (apart < APART_MS) return Check.ok("market redis clocks", "agree with each other");
        return Check.doubt(
                "market redis clocks",
                "are " + apart + " ms apart: browsers get everything that much later",
                "let all machines take their time from the network: timedatectl set-ntp true");
    }
}
