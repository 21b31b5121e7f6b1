package marketswarm.admin;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import marketswarm.truth.TruthHistory;
import marketswarm.truth.TruthHistory.Entry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code admin history} */
@Command(
        name = "history",
        description = "Lists who loaded which truth when, the newest first; the last 50 are kept.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin history", "  admin history --json", "  admin diff --from 3 --to 4", "  admin rollback 3"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ListHistory implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        List<Entry> entries = admin.withSystem(system -> new TruthHistory(system).list());
        if (entries.isEmpty()) admin.err().println("admin: no truth was ever loaded. Run: ./admin load-truth");
        var table = new Table("n", "when", "version", "hash", "by");
        entries.stream()
                .sorted(Comparator.comparingLong(Entry::n).reversed())
                .forEach(entry -> table.row(
                        entry.n(),
                        entry.when().toString(),
                        entry.version(),
                        json ? entry.hash() : Words.hash(entry.hash()),
                        entry.by()));
        table.print(admin, json);
        return Admin.DONE;
    }
}
