package marketswarm.admin;

import java.util.concurrent.Callable;
import marketswarm.truth.Nearest;
import marketswarm.truth.Services;
import marketswarm.truth.Truth;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin register} */
@Command(
        name = "register",
        description = "Tells a service which component and which secrets it reads; again to change it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin register --service-id rss_agg --component rss_agg",
            "  admin register --service-id rss_2 --component rss_agg --secret-scope rss_agg"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Register implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--service-id", required = true, paramLabel = "S", description = "SERVICE_ID of the service")
    private String serviceId;

    @Option(names = "--component", required = true, paramLabel = "C", description = "A component of the loaded truth")
    private String component;

    @Option(names = "--secret-scope", paramLabel = "X", description = "A name below secrets. Default: the component")
    private @Nullable String secretScope;

    @Override
    public Integer call() {
        return admin.withSystem(this::register);
    }

    private int register(UnifiedJedis system) {
        Truth truth = Loaded.truth(admin, system);
        if (!truth.components().contains(component)) {
            admin.err()
                    .println("admin: truth " + truth.version() + " has no component " + component
                            + Nearest.hint(component, truth.components()) + " Known, the nearest first: "
                            + String.join(", ", Nearest.sorted(component, truth.components())));
            return Admin.NO;
        }
        var mapping =
                new Services(system).register(serviceId, component, secretScope == null ? component : secretScope);
        admin.out()
                .println("Registered " + serviceId + " -> component=" + mapping.component() + " secret_scope="
                        + mapping.secretScope());
        return Admin.DONE;
    }
}
