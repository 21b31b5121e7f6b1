package marketswarm.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import marketswarm.redis.Keys.Bus;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin keys} */
@Command(
        name = "keys",
        description = "Lists the keys of both servers against the catalogue; exit 1 when one does not belong there.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin keys", "  admin keys --market-url redis://localhost:6380 --json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ListKeys implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    private final Table table = new Table("server", "pattern", "type", "count", "longest", "bytes", "flags");
    private boolean flagged;

    @Override
    public Integer call() {
        admin.withSystem(this::both);
        table.print(admin, json);
        return flagged ? Admin.NO : Admin.DONE;
    }

    private boolean both(UnifiedJedis system) {
        String marketUrl = admin.marketUrl(system);
        Set<String> named = named(new TruthStore(system).read());
        try {
            return Admin.with(marketUrl, market -> {
                boolean one = ServerChecks.id(system).equals(ServerChecks.id(market));
                add(one ? "both" : "system", system, one ? Optional.empty() : Optional.of(Bus.SYSTEM), named);
                if (!one) add("market", market, Optional.of(Bus.MARKET), named);
                return true;
            });
        } catch (Misconfigured e) {
            add("system", system, Optional.of(Bus.SYSTEM), named);
            admin.err()
                    .println("Only System Redis is listed, name the other one by --market-url URL: " + e.getMessage());
            return false;
        }
    }

    private void add(String server, UnifiedJedis redis, Optional<Bus> bus, Set<String> named) {
        new KeyCensus(redis, bus, named).count().forEach((pattern, group) -> {
            flagged |= !group.flags.isEmpty();
            table.row(
                    server,
                    pattern,
                    String.join(",", group.types),
                    group.count,
                    group.longest,
                    group.bytes(),
                    String.join(", ", group.flags));
        });
    }

    /** Keys that truth declares by name. */
    static Set<String> named(Optional<Truth> loaded) {
        var names = new HashSet<String>();
        loaded.ifPresent(truth -> truth.components().forEach(component -> {
            JsonNode keys =
                    truth.component(component).path("market_redis_setup").path("init_keys");
            keys.forEach(key -> names.add(key.asText()));
        }));
        return names;
    }
}
