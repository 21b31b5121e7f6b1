package marketswarm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.LiveRoutes.Part;
import marketswarm.mesh.LogFilter;
import marketswarm.mesh.LogForm;
import marketswarm.mesh.LogPrinter;
import marketswarm.mesh.LogRetention;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import routes.LoggerRoutes;

/** How the follower of the log streams is put together. Of several instances one prints. */
final class LoggerWiring {

    private LoggerWiring() {}

    static Service wire(Node node, Mapping truth) {
        LiveSettings<Settings.Logger> settings = node.live(truth, Settings.Logger.class);
        LogPrinter printer = new LogPrinter(System.out, () -> printing(settings.get()));
        LogRetention retention = new LogRetention(node.system(), () -> keeping(settings.get()), node.clock());
        return new Service(
                truth.serviceId(),
                () -> {
                    List<String> channels = settings.get().logChannels();
                    return Map.of("logger", Part.of(() -> new LoggerRoutes(channels, printer, retention), channels));
                },
                Map.of(),
                () -> {
                    Map<String, String> progress = new LinkedHashMap<>(printer.progress());
                    progress.putAll(retention.progress());
                    return progress;
                },
                progress -> Works.of(progress, "", "printed", "hidden"),
                Map.of("trim", argument -> {
                    retention.trim();
                    return "trimmed";
                }),
                () -> {},
                () -> {},
                Optional.empty());
    }

    private static LogPrinter.Terms printing(Settings.Logger settings) {
        Settings.Logger.Filter filter = settings.filter();
        return new LogPrinter.Terms(
                LogForm.of(settings.format()),
                LogFilter.of(filter.level(), filter.services(), filter.pattern(), filter.except()));
    }

    private static LogRetention.Terms keeping(Settings.Logger settings) {
        return new LogRetention.Terms(
                settings.retention().maxEntries(),
                Duration.ofHours(settings.retention().maxAgeHours()));
    }
}
