package marketswarm.admin;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import marketswarm.redis.Keys;
import marketswarm.redis.Keys.Bus;
import marketswarm.truth.Truth;
import redis.clients.jedis.UnifiedJedis;

/** What can be wrong with the keys: another type, another server, nobody's, or a stream that nobody trims. */
final class KeyChecks {

    /** Approximate trimming leaves up to a node of entries; more than this over the limit means that nobody trims. */
    private static final long NODE = 200;

    private static final int SHOWN = 3;

    private KeyChecks() {}

    /** @param bus the server's part; empty when it plays both */
    static List<Check> all(UnifiedJedis redis, Optional<Bus> bus, Optional<Truth> truth, Clock clock) {
        String name = bus.map(part -> part == Bus.SYSTEM ? "redis keys" : "market redis keys")
                .orElse("keys");
        List<Check> checks = new ArrayList<>();
        List<String> strange = new ArrayList<>();
        new KeyCensus(redis, bus, ListKeys.named(truth)).count().forEach((pattern, group) -> {
            if (!group.flags.isEmpty()) strange.add(pattern + " (" + String.join(", ", group.flags) + ")");
        });
        boolean wrongType = strange.stream().anyMatch(key -> key.contains("declared as"));
        String finding = Words.count(strange.size(), "key pattern") + " not of ours or not as declared: "
                + String.join(", ", strange.subList(0, Math.min(SHOWN, strange.size())));
        if (strange.isEmpty()) checks.add(Check.ok(name, "all as declared"));
        else if (wrongType)
            checks.add(Check.trouble(name, finding, "./admin keys; rename or delete what has the wrong type"));
        else checks.add(Check.doubt(name, finding, "./admin keys; who else uses this server? Give it its own"));
        for (Bus part : bus.map(List::of).orElse(List.of(Bus.SYSTEM, Bus.MARKET)))
            StreamLook.all(redis, part, clock)
                    .forEach(look -> length(look, truth).ifPresent(checks::add));
        return checks;
    }

    private static Optional<Check> length(StreamLook look, Optional<Truth> truth) {
        OptionalLong limit = limit(look.line(), truth);
        if (limit.isEmpty() || look.longest() <= limit.getAsLong() * 11 / 10 + NODE) return Optional.empty();
        return Optional.of(Check.doubt(
                "stream length",
                look.line().pattern() + " has " + look.longest() + " entries, its limit is " + limit.getAsLong(),
                "is " + look.line().writer()
                        + " up? It trims; or what is not finished alone exceeds the limit: ./admin queue"));
    }

    /** What bounds it: a number in the catalogue, or the setting that it names. */
    private static OptionalLong limit(Keys line, Optional<Truth> truth) {
        if (line == Keys.LOG) return truth.stream().mapToLong(Truth::logEntries).findFirst();
        String digits = line.bound().replaceAll("[^0-9]", "");
        if (!digits.isEmpty()) return OptionalLong.of(Long.parseLong(digits));
        if (truth.isEmpty() || !truth.get().components().contains(line.writer())) return OptionalLong.empty();
        var setting = truth.get().component(line.writer()).at("/" + line.bound().replace('.', '/'));
        return setting.isNumber() ? OptionalLong.of(setting.asLong()) : OptionalLong.empty();
    }
}
