package marketswarm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.LiveRoutes.Part;
import marketswarm.mesh.LogPrinter;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.LoggerRoutes;

/** How the follower of the log streams is put together. */
final class LoggerWiring {

    private LoggerWiring() {}

    static Service wire(Node node, Mapping truth) {
        LiveSettings<Settings.Logger> settings = node.live(truth, Settings.Logger.class);
        LogPrinter printer = new LogPrinter(System.out);
        return new Service(
                truth.serviceId(),
                () -> {
                    List<String> channels = settings.get().logChannels();
                    return Map.of("logger", Part.of(() -> new LoggerRoutes(channels, printer), channels));
                },
                Map.of(),
                printer::progress,
                progress -> Works.of(progress, "", "printed"),
                () -> {},
                () -> {},
                Optional.empty());
    }
}
