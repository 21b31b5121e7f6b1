package marketswarm.admin;

import java.util.Optional;
import java.util.concurrent.Callable;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthFiles;
import marketswarm.truth.TruthHistory;
import marketswarm.truth.TruthHistory.Entry;
import marketswarm.truth.TruthStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin load-truth} */
@Command(
        name = "load-truth",
        description = "Merges both files, checks the result and loads it. Running services take it over at once."
                + " Refuses to replace a truth that was loaded from elsewhere and that you have not looked at.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin load-truth",
            "  admin load-truth --dry-run",
            "  admin load-truth --truth prod/truth.json --secrets prod/truth_secrets.json"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class LoadTruth implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Mixin
    private TruthOptions options;

    @Option(names = "--dry-run", description = "Check only, load nothing")
    private boolean dryRun;

    @Option(names = "--force", description = "Replace also what somebody else has loaded meanwhile")
    private boolean force;

    @Override
    public Integer call() {
        TruthFiles files = options.read(admin.directory());
        TruthOptions.print(files, admin.err());
        if (!files.valid()) {
            admin.err().println("Nothing was loaded. Mend and run again.");
            return Admin.NO;
        }
        if (dryRun) {
            Truth truth = Truth.of(files.merged());
            admin.out().println("Valid, not loaded (dry run): " + identity(truth));
            return Admin.DONE;
        }
        return admin.withSystem(system -> load(system, files));
    }

    private int load(UnifiedJedis system, TruthFiles files) {
        var store = new TruthStore(system);
        var mark = new TruthMark(admin.directory(), admin.redisUrl());
        Optional<String> loaded = store.hash();
        Optional<Entry> last = new TruthHistory(system).latest();
        if (!force && loaded.isPresent() && !follows(mark.seen(), loaded.get(), last)) return refuse(last);
        Optional<Truth> truth = store.load(files.merged(), TruthStore.whoami(), loaded);
        if (truth.isEmpty()) return refuse(new TruthHistory(system).latest());
        mark.remember(truth.get().hash());
        admin.out().println("Loaded truth:doc -> " + admin.redisUrl() + ": " + identity(truth.get()));
        return Admin.DONE;
    }

    /** Whether these files follow what is loaded; a directory that knows nothing follows what the same person loaded. */
    private static boolean follows(Optional<String> seen, String loaded, Optional<Entry> last) {
        if (seen.isPresent()) return seen.get().equals(loaded);
        return last.isEmpty() || last.get().by().equals(TruthStore.whoami());
    }

    private int refuse(Optional<Entry> last) {
        String who = last.map(entry -> "version " + entry.version() + " by " + entry.by() + " at " + entry.when()
                        + " (number " + entry.n() + " of ./admin history)")
                .orElse("another truth");
        admin.err()
                .println("admin: not loaded, for meanwhile " + who + " was loaded, which these files do not follow."
                        + " See what it changed: ./admin diff, then load again; or replace it unseen: --force");
        return Admin.NO;
    }

    static String identity(Truth truth) {
        return "version " + truth.version() + ", hash " + Words.hash(truth.hash()) + ", "
                + truth.components().size() + " components";
    }
}
