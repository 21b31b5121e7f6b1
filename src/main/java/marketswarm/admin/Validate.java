package marketswarm.admin;

import java.util.concurrent.Callable;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code admin validate} */
@Command(
        name = "validate",
        description = "Checks both files and reports all problems; needs no Redis.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin validate", "  admin validate --truth prod/truth.json --secrets prod/truth_secrets.json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Validate implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Mixin
    private TruthOptions options;

    @Override
    public Integer call() {
        TruthFiles files = options.read(admin.directory());
        TruthOptions.print(files, admin.err());
        if (!files.valid()) return Admin.NO;
        admin.out().println("Valid: " + LoadTruth.identity(Truth.of(files.merged())));
        return Admin.DONE;
    }
}
