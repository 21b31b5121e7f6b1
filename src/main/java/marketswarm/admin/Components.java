package marketswarm.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import marketswarm.truth.Truth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code admin components} */
@Command(
        name = "components",
        description = "Lists the components of the loaded truth.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin components", "  admin components --json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Components implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        Truth truth = admin.withSystem(system -> Loaded.truth(admin, system));
        var table = new Table("component", "name", "service_id", "description");
        truth.components().stream().sorted().forEach(name -> {
            JsonNode meta = truth.component(name).path("meta");
            table.row(
                    name,
                    meta.path("name").asText(),
                    meta.path("service_id").asText(),
                    meta.path("description").asText());
        });
        table.print(admin, json);
        return Admin.DONE;
    }
}
