package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import marketswarm.redis.Json;
import marketswarm.truth.Services;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin show} */
@Command(
        name = "show",
        description = "Shows what a service reads: its settings with their defaults, and which secrets it has.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin show --service-id rss_agg"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Show implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--service-id", required = true, paramLabel = "S", description = "SERVICE_ID of the service")
    private String serviceId;

    @Override
    public Integer call() {
        return admin.withSystem(this::show);
    }

    private int show(UnifiedJedis system) {
        Truth truth = Loaded.truth(admin, system);
        Optional<Mapping> mapping = new Services(system).resolve(serviceId, truth);
        if (mapping.isEmpty()) {
            admin.err()
                    .println("admin: " + serviceId + " is not registered. Run: ./admin register --service-id "
                            + serviceId + " --component C, where C is one of " + truth.components());
            return Admin.NO;
        }
        ObjectNode shown = shown(truth, mapping.get());
        admin.out().println(shown.toPrettyString());
        return Admin.DONE;
    }

    private static ObjectNode shown(Truth truth, Mapping mapping) {
        ObjectNode shown = Json.MAPPER.createObjectNode();
        shown.put("service_id", mapping.serviceId());
        shown.put("component", mapping.component());
        shown.put("secret_scope", mapping.secretScope());
        shown.put("truth_version", truth.version());
        shown.set("component_cfg", truth.component(mapping.component()));
        ObjectNode secrets = shown.putObject("secrets");
        truth.secretNames(mapping.secretScope()).forEach(name -> secrets.put(name, "***"));
        return shown;
    }
}
