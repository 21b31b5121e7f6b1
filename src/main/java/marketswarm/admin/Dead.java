package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import marketswarm.admin.DeadLetters.Letter;
import marketswarm.redis.Json;
import marketswarm.redis.NewsStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin dead} */
@Command(
        name = "dead",
        description = "The work units that were given up: look at them, put them back into the queue, drop them.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin dead list --cause 429",
            "  admin dead show 1795348800000-0",
            "  admin dead replay --cause 429 --dry-run",
            "  admin dead drop --older-than 7d"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Dead implements Runnable {

    private static final int LONGEST_CAUSE = 60;
    private static final int LONGEST_TITLE = 50;

    @ParentCommand
    private Admin admin;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: dead list, show, replay or drop");
    }

    @Command(name = "list", description = "Lists them, the oldest first.", mixinStandardHelpOptions = true)
    int list(@Mixin DeadOptions which, @Option(names = "--json", description = "Print JSON") boolean json) {
        List<Letter> letters = admin.withMarket(market -> which.find(new DeadLetters(market)));
        var table = new Table("id", "uid", "age", "attempts", "cause", "title");
        for (Letter letter : letters)
            table.row(
                    letter.id(),
                    letter.field("uid"),
                    Cell.span(System.currentTimeMillis() - letter.deadMs()),
                    letter.field("attempts"),
                    Words.cut(letter.field("cause"), LONGEST_CAUSE),
                    Words.cut(letter.field("title"), LONGEST_TITLE));
        table.print(admin, json);
        return Admin.DONE;
    }

    @Command(name = "show", description = "Shows one with all its fields, as JSON.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ID", description = "First column of the list") String id) {
        return admin.withMarket(market -> {
            Letter letter = DeadOptions.one(new DeadLetters(market), id);
            ObjectNode shown = Json.MAPPER.createObjectNode().put("id", letter.id());
            shown.put("dead_at", Instant.ofEpochMilli(letter.deadMs()).toString());
            letter.fields().forEach(shown::put);
            shown.put("item_exists", NewsStore.find(market, letter.field("uid")).isPresent());
            admin.out().println(shown.toPrettyString());
            return Admin.DONE;
        });
    }

    @Command(
            name = "replay",
            description = "Puts them back into the queue, their attempts forgotten.",
            mixinStandardHelpOptions = true)
    int replay(@Mixin DeadOptions which, @Mixin Choice choice) {
        return each(which, choice, "replay", "Replayed", DeadLetters::replay);
    }

    @Command(name = "drop", description = "Deletes them for good.", mixinStandardHelpOptions = true)
    int drop(@Mixin DeadOptions which, @Mixin Choice choice) {
        return each(which, choice, "drop", "Dropped", DeadLetters::drop);
    }

    /** Which ones, for verbs that change something. */
    static final class Choice {

        @Parameters(paramLabel = "ID", arity = "0..*", description = "First column of the list")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All of them")
        private boolean all;

        @Option(names = "--dry-run", description = "Only say which")
        private boolean dryRun;
    }

    private int each(
            DeadOptions which, Choice choice, String verb, String done, BiPredicate<DeadLetters, Letter> action) {
        if (choice.ids.isEmpty() && which.namesNothing() && !choice.all) {
            throw new ParameterException(
                    spec.subcommands().get(verb), "Say which: ids, --cause, --older-than, --uid, or --all");
        }
        return admin.withMarket(market -> {
            var letters = new DeadLetters(market);
            List<Letter> chosen = which.find(letters, choice.ids);
            if (choice.dryRun) {
                chosen.forEach(letter -> admin.out()
                        .println("would " + verb + " " + letter.id() + " uid=" + letter.field("uid") + " cause="
                                + Words.cut(letter.field("cause"), LONGEST_CAUSE)));
                return Admin.DONE;
            }
            long count = chosen.stream()
                    .filter(letter -> action.test(letters, letter))
                    .count();
            admin.out().println(done + " " + count + " of " + chosen.size());
            return Admin.DONE;
        });
    }
}
