package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import marketswarm.truth.Rollback;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthDiff;
import marketswarm.truth.TruthDiff.Line;
import marketswarm.truth.TruthHistory;
import marketswarm.truth.TruthHistory.Entry;
import marketswarm.truth.TruthStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin rollback} */
@Command(
        name = "rollback",
        description = "Loads an earlier truth again, with the secrets of today. Shows what changes and asks first.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin history", "  admin rollback 3", "  admin rollback 3 --yes"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class RollBack implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Parameters(paramLabel = "N", description = "Number of the load, see history")
    private long number;

    @Option(names = "--yes", description = "Do not ask")
    private boolean yes;

    @Override
    public Integer call() {
        return admin.withSystem(this::rollBack);
    }

    private int rollBack(UnifiedJedis system) {
        Truth loaded = Loaded.truth(admin, system);
        Entry entry = Diff.entry(new TruthHistory(system), number);
        ObjectNode document = Rollback.of(entry.document(), loaded);
        List<Line> changes = TruthDiff.between(loaded, document);
        Diff.print(admin, changes, false);
        if (changes.isEmpty()) return Admin.DONE;
        if (!yes && !admin.confirmed("Load version " + entry.version() + " of " + entry.when() + " again?")) {
            admin.err().println("admin: nothing was loaded. Answer y, or give --yes");
            return Admin.NO;
        }
        return load(new TruthStore(system), document, loaded, entry);
    }

    private int load(TruthStore store, ObjectNode document, Truth loaded, Entry entry) {
        Optional<Truth> truth = store.load(document, TruthStore.whoami(), Optional.of(loaded.hash()));
        if (truth.isEmpty()) {
            admin.err().println("admin: not rolled back, for meanwhile another truth was loaded. See: ./admin history");
            return Admin.NO;
        }
        admin.out()
                .println("Rolled back to load " + entry.n() + ": " + LoadTruth.identity(truth.get())
                        + ". Your truth.json still says otherwise: take it back too before the next load-truth");
        return Admin.DONE;
    }
}
