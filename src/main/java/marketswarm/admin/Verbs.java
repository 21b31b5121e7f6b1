package marketswarm.admin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/**
 * The verbs of a command line. One that names a verb gets only that one: looking at all of them costs more than what
 * most of them do.
 */
record Verbs(Map<String, Class<?>> classes) {

    private static final String HELP = "help";
    private static final String COMPLETION = "completion";

    /** Every verb in the order in which help lists them. */
    static final Verbs ALL = new Verbs(all());

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("setup", Setup.class);
        all.put("load-truth", LoadTruth.class);
        all.put("validate", Validate.class);
        all.put("diff", Diff.class);
        all.put("history", ListHistory.class);
        all.put("rollback", RollBack.class);
        all.put("components", Components.class);
        all.put("register", Register.class);
        all.put("unregister", Unregister.class);
        all.put("services", ListServices.class);
        all.put("show", Show.class);
        all.put("token", NewToken.class);
        all.put("keys", ListKeys.class);
        all.put("status", Status.class);
        all.put("logs", Logs.class);
        all.put("dispatch", Dispatch.class);
        all.put("opml", Opml.class);
        all.put("feeds", ListFeeds.class);
        all.put("queue", Queue.class);
        all.put("dead", Dead.class);
        all.put("trace", Trace.class);
        all.put("doctor", Doctor.class);
        all.put(COMPLETION, Completion.class);
        all.put(HELP, HelpCommand.class);
        return all;
    }

    /** Those that the arguments may mean; all where that cannot be told, or all are asked for. */
    static Verbs in(String... args) {
        Set<String> words = Set.copyOf(Arrays.asList(args));
        if (words.contains(HELP) || words.contains(COMPLETION)) return ALL;
        Map<String, Class<?>> named = new LinkedHashMap<>(ALL.classes);
        named.keySet().retainAll(words);
        return named.isEmpty() ? ALL : new Verbs(named);
    }

    void addTo(CommandLine line) {
        classes.forEach(line::addSubcommand);
    }
}
