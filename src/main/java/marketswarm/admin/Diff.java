package marketswarm.admin;

import java.util.List;
import java.util.concurrent.Callable;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthDiff;
import marketswarm.truth.TruthDiff.Line;
import marketswarm.truth.TruthFiles;
import marketswarm.truth.TruthHistory;
import marketswarm.truth.TruthHistory.Entry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin diff} */
@Command(
        name = "diff",
        description = "Shows what load-truth would change, or what changed between two loads; exit 0 also when much"
                + " did. Secrets are compared, not shown.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin diff                  the files against what is loaded",
            "  admin diff --from 3         what changed since load 3",
            "  admin diff --from 3 --to 4  what load 4 changed"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Diff implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Mixin
    private TruthOptions options;

    @Option(names = "--from", paramLabel = "N", description = "Number of a load, see history")
    private @Nullable Long from;

    @Option(names = "--to", paramLabel = "N", description = "Number of a load. Default: the last one")
    private @Nullable Long to;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (from == null && to != null) throw admin.wrongUsage("diff", "--to needs --from N");
        Long first = from;
        return first == null ? filesToLoaded() : admin.withSystem(system -> loads(new TruthHistory(system), first));
    }

    private int filesToLoaded() {
        TruthFiles files = options.read(admin.directory());
        if (!files.valid()) TruthOptions.print(files, admin.err());
        if (!files.valid()) return Admin.NO;
        return admin.withSystem(system -> filesToLoaded(system, files));
    }

    private int filesToLoaded(UnifiedJedis system, TruthFiles files) {
        Truth loaded = Loaded.truth(admin, system);
        admin.hide(Truth.of(files.merged()).redactor());
        print(admin, TruthDiff.between(loaded, files.merged()), json);
        // who has seen the difference may load over it
        new TruthMark(admin.directory(), admin.redisUrl()).remember(loaded.hash());
        return Admin.DONE;
    }

    private int loads(TruthHistory history, long first) {
        Entry before = entry(history, first);
        Entry after = to == null ? history.latest().orElseThrow() : entry(history, to);
        print(admin, TruthDiff.between(before.document(), after.document()), json);
        return Admin.DONE;
    }

    /** @throws NoSuch when it is not kept */
    static Entry entry(TruthHistory history, long n) {
        return history.find(n)
                .orElseThrow(() -> new NoSuch("admin: load " + n + " is not in the history. See: ./admin history"));
    }

    static void print(Admin admin, List<Line> lines, boolean json) {
        if (lines.isEmpty() && !json) admin.out().println("No difference.");
        if (json) {
            var table = new Table("sign", "pointer", "before", "after");
            lines.forEach(line -> table.row(line.sign(), line.pointer(), text(line.before()), text(line.after())));
            table.print(admin, true);
        } else {
            lines.forEach(
                    line -> admin.out().println(Cell.paint(colour(line), Words.plain(line.toString()), admin.ansi())));
        }
    }

    private static Cell colour(Line line) {
        return switch (line.sign()) {
            case "+" -> Cell.good(line);
            case "-" -> Cell.bad(line);
            default -> Cell.doubtful(line);
        };
    }

    private static String text(@Nullable String json) {
        return json == null ? "" : json;
    }
}
