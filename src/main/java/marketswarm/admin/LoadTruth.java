package marketswarm.admin;

import java.util.concurrent.Callable;
import marketswarm.truth.Redactor;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthFiles;
import marketswarm.truth.TruthStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code admin load-truth} */
@Command(
        name = "load-truth",
        description = "Merges both files, checks the result and loads it. Running services take it over at once.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class LoadTruth implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Mixin
    private TruthOptions options;

    @Option(names = "--dry-run", description = "Check only, load nothing")
    private boolean dryRun;

    @Override
    public Integer call() {
        TruthFiles files = options.read(admin.directory());
        TruthOptions.print(files, admin.err());
        if (!files.valid()) return Admin.NO;
        if (dryRun) {
            Truth truth = Truth.of(files.merged());
            admin.out().println("Valid, not loaded (dry run): " + identity(truth));
            return Admin.DONE;
        }
        Truth truth = admin.withSystem(system -> new TruthStore(system).load(files.merged()));
        admin.out().println("Loaded truth:doc -> " + Redactor.shapes(admin.redisUrl()) + ": " + identity(truth));
        return Admin.DONE;
    }

    static String identity(Truth truth) {
        return "version " + truth.version() + ", hash " + truth.hash().substring(0, 12) + ", "
                + truth.components().size() + " components";
    }
}
