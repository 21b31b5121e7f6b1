package marketswarm.admin;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code admin completion} */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete verbs and options.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(./admin completion)",
            "  ./admin completion > ~/.local/share/bash-completion/completions/admin"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Completion implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(AutoComplete.bash("admin", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return Admin.DONE;
    }
}
