package marketswarm.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import marketswarm.redis.FollowedStreams;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamTail;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin logs} */
@Command(
        name = "logs",
        description = "What the services log, the newest last; follows on demand. Heartbeats only when asked for.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin logs -n 20",
            "  admin logs -f --level error",
            "  admin logs --channel heartbeats --service rss_agg"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Logs implements Callable<Integer> {

    private static final String HEARTBEATS = "heartbeats";
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");
    private static final Duration BLOCK = Duration.ofSeconds(1);
    private static final int PAGE = 500;
    private static final int MOST_LOOKED_THROUGH = 20_000;

    @ParentCommand
    private Admin admin;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C")
    private boolean follow;

    @Option(names = "--channel", paramLabel = "C", description = "log:C:stream. Default: all but heartbeats")
    private @Nullable Set<String> channels;

    @Option(names = "--level", paramLabel = "L", description = "This level and above: trace, debug, info, warn, error")
    private @Nullable String level;

    @Option(names = "--service", paramLabel = "S", description = "Of this service")
    private @Nullable String service;

    @Option(names = "-n", paramLabel = "N", defaultValue = "50", description = "How many. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--json", description = "Print JSON, one record a line")
    private boolean json;

    @Override
    public Integer call() {
        if (level != null && !LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
            throw admin.wrongUsage("logs", "--level " + level + " is none of " + LEVELS);
        }
        return admin.withSystem(system -> {
            admin.marketUrl(system);
            Set<String> keys = keys(channels(system));
            Position now = StreamTail.now(system);
            List<StreamEntry> last = last(system, keys, now);
            if (last.isEmpty() && !follow) hint(keys);
            last.forEach(this::print);
            if (follow) follow(system, keys, now);
            return Admin.DONE;
        });
    }

    /** Those that were asked for, else all but one. */
    private Set<String> channels(UnifiedJedis system) {
        Set<String> known = new TreeSet<>(List.of("errors", HEARTBEATS));
        Scan.keys(system, Keys.LOG.glob()).forEach(key -> known.add(channel(key)));
        if (channels == null) {
            known.remove(HEARTBEATS);
            return known;
        }
        for (String channel : channels)
            if (!known.contains(channel))
                throw admin.wrongUsage("logs", "--channel " + channel + " is none of " + known);
        return channels;
    }

    private static Set<String> keys(Set<String> channels) {
        return channels.stream().map(Keys.LOG::of).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String channel(String key) {
        return key.replaceFirst("^log:(.*):stream$", "$1");
    }

    /** The last ones of all channels together that match, up to the place from which following goes on. */
    private List<StreamEntry> last(UnifiedJedis system, Set<String> keys, Position now) {
        List<StreamEntry> found = new ArrayList<>();
        keys.forEach(key -> found.addAll(last(system, key, now)));
        found.sort((a, b) -> Position.of(a).compareTo(Position.of(b)));
        return found.subList(Math.max(0, found.size() - count), found.size());
    }

    private List<StreamEntry> last(UnifiedJedis system, String key, Position now) {
        List<StreamEntry> found = new ArrayList<>();
        String to = "+";
        for (int seen = 0; seen < MOST_LOOKED_THROUGH && found.size() < count; seen += PAGE) {
            var page = system.xrevrange(key, to, "-", PAGE);
            page.stream()
                    .map(entry -> new StreamEntry(key, entry.getID().toString(), entry.getFields()))
                    .filter(entry -> now.covers(Position.of(entry)) && matches(entry))
                    .limit(count - found.size())
                    .forEach(found::add);
            if (page.size() < PAGE) break;
            to = "(" + page.get(page.size() - 1).getID();
        }
        return found;
    }

    private void follow(UnifiedJedis system, Set<String> keys, Position from) {
        var tail = new StreamTail(system, new FollowedStreams(system, List.copyOf(keys), null), from);
        while (!Thread.currentThread().isInterrupted())
            tail.poll(BLOCK).stream().filter(this::matches).forEach(this::print);
    }

    private boolean matches(StreamEntry entry) {
        String its = entry.fields().getOrDefault("level", "INFO");
        boolean loud = level == null || LEVELS.indexOf(its) >= LEVELS.indexOf(level.toUpperCase(Locale.ROOT));
        return loud && (service == null || services(entry).contains(service));
    }

    /** A process of several services names them all. */
    private static List<String> services(StreamEntry entry) {
        return List.of(entry.fields().getOrDefault("service", "").split(",", -1));
    }

    private void hint(Set<String> keys) {
        admin.err()
                .println("admin: no such record in " + String.join(", ", keys)
                        + (channels == null ? ". Heartbeats are shown by --channel heartbeats" : ""));
    }

    private void print(StreamEntry entry) {
        if (json) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("channel", channel(entry.key()));
            line.putAll(entry.fields());
            admin.out().println(Json.write(line));
        } else {
            admin.out().println(LogLine.of(entry, admin.ansi()));
        }
    }
}
