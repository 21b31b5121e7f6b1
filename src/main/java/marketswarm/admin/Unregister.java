package marketswarm.admin;

import java.util.concurrent.Callable;
import marketswarm.truth.Services;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code admin unregister} */
@Command(
        name = "unregister",
        description = "Takes a service off the register.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin unregister --service-id rss_agg"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Unregister implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--service-id", required = true, paramLabel = "S", description = "SERVICE_ID of the service")
    private String serviceId;

    @Override
    public Integer call() {
        boolean was = admin.withSystem(system -> new Services(system).unregister(serviceId));
        if (was) admin.out().println("Unregistered " + serviceId);
        else admin.err().println("admin: " + serviceId + " is not registered. See: ./admin services");
        return was ? Admin.DONE : Admin.NO;
    }
}
