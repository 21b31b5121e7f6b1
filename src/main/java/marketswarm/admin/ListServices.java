package marketswarm.admin;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import marketswarm.redis.Keys;
import marketswarm.truth.Services;
import marketswarm.truth.Services.Mapping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin services} */
@Command(
        name = "services",
        description = "Lists the registered services and when each was last alive.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin services", "  admin services --json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ListServices implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        admin.withSystem(this::table).print(admin, json);
        return Admin.DONE;
    }

    private Table table(UnifiedJedis system) {
        var table = new Table("service_id", "component", "secret_scope", "heartbeat");
        List<Mapping> services = new Services(system).list();
        if (services.isEmpty()) admin.err().println("admin: none is registered. Run: ./admin register");
        for (Mapping service : services) {
            String heartbeat = age(system.get(Keys.HEARTBEAT.of(service.serviceId())));
            table.row(service.serviceId(), service.component(), service.secretScope(), heartbeat);
        }
        return table;
    }

    private static String age(@Nullable String epochSeconds) {
        if (epochSeconds == null || !epochSeconds.matches("[0-9]{1,15}")) return "none";
        return (Instant.now().getEpochSecond() - Long.parseLong(epochSeconds)) + " s ago";
    }
}
