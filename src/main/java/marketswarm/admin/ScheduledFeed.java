package marketswarm.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;

/** A feed by its place in the schedule, with what its last poll left; one that truth no longer names is in none. */
record ScheduledFeed(String category, String url, long dueMs, Map<String, String> fields) {

    /** All of them, those of a category together; none where no schedule is. */
    static List<ScheduledFeed> all(UnifiedJedis market) {
        if (!market.type(Keys.SCHEDULE.key()).equals("zset")) return List.of();
        Map<String, Map<String, String>> states = states(market);
        return market.zrangeWithScores(Keys.SCHEDULE.key(), 0, -1).stream()
                .map(member -> {
                    String[] parts = member.getElement().split("\\|", 2);
                    String url = parts[parts.length - 1];
                    return new ScheduledFeed(
                            parts[0], url, (long) member.getScore(), states.getOrDefault(url, Map.of()));
                })
                .sorted(Comparator.comparing(ScheduledFeed::category).thenComparing(ScheduledFeed::url))
                .toList();
    }

    private static Map<String, Map<String, String>> states(UnifiedJedis market) {
        return Scan.hashes(market, Scan.keys(market, Keys.FEED.glob())).values().stream()
                .collect(Collectors.toMap(state -> state.getOrDefault("url", ""), state -> state, (a, again) -> a));
    }

    /** How many polls in a row have failed. */
    long streak() {
        return ServiceLook.number(fields, "error_streak", 0);
    }

    String error() {
        return fields.getOrDefault("error", "");
    }
}
