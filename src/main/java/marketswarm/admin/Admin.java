package marketswarm.admin;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Redactor;
import marketswarm.truth.TruthStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Loads the truth into Redis and tells services which part of it is theirs. */
@Command(
        name = "admin",
        description = "Loads the truth into Redis and tells services which part of it is theirs.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.LOCAL,
        versionProvider = Admin.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit code: 0 done, 1 the answer is no, 2 wrong usage or not reachable.",
            "First run: setup, load-truth, components, register. The Admin Guide is README.md beside this program."
        },
        subcommands = {
            Setup.class,
            LoadTruth.class,
            Validate.class,
            Components.class,
            Register.class,
            Unregister.class,
            ListServices.class,
            Show.class,
            ListKeys.class,
            HelpCommand.class
        })
public final class Admin {

    static final int DONE = 0;
    static final int NO = 1;
    static final int UNUSABLE = 2;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--redis-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            defaultValue = "${env:BOOTSTRAP_REDIS_URL:-redis://localhost:6379}",
            description = "System Redis. Default: BOOTSTRAP_REDIS_URL, else redis://localhost:6379")
    @SuppressWarnings("NullAway.Init")
    private String redisUrl;

    @Option(
            names = "--market-url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Market Redis as this machine reaches it. Default: what truth says")
    private @Nullable String marketUrl;

    private final Path directory;

    private Admin(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) {
        System.setProperty("log.level", "ERROR");
        System.setProperty("log.target", "System.err");
        System.exit(commandLine(Path.of("")).execute(args));
    }

    /** The whole command line, as main and the tests run it; files are looked for and made in the directory. */
    static CommandLine commandLine(Path directory) {
        return new CommandLine(new Admin(directory))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For warnings and hints, so that stdout stays what was asked for. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    Path directory() {
        return directory;
    }

    String redisUrl() {
        return redisUrl;
    }

    /** Market Redis: what the option says, else what truth says when one is loaded, else System Redis. */
    String marketUrl(UnifiedJedis system) {
        if (marketUrl != null) return marketUrl;
        return new TruthStore(system)
                .read()
                .map(truth -> truth.marketUrl(redisUrl))
                .orElse(redisUrl);
    }

    /** @param onceLoaded what the truth in hand says, when no option says otherwise */
    String marketUrlOr(String onceLoaded) {
        return marketUrl != null ? marketUrl : onceLoaded;
    }

    /** Runs against System Redis. */
    <T> T withSystem(Function<UnifiedJedis, T> use) {
        return with(redisUrl, use);
    }

    /** @throws Misconfigured when the server cannot be used, saying what to do */
    static <T> T with(String url, Function<UnifiedJedis, T> use) {
        try (UnifiedJedis redis = open(url)) {
            return use.apply(redis);
        } catch (JedisException e) {
            throw Misconfigured.redis(url, e);
        }
    }

    private static UnifiedJedis open(String url) {
        try {
            return RedisServers.open(url, "admin");
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("admin: " + e.getMessage() + ". Write it like redis://localhost:6379", e);
        }
    }

    private static int explain(Exception failure, CommandLine command) {
        String message = failure instanceof Misconfigured
                ? String.valueOf(failure.getMessage())
                : "admin: " + failure + ". This is a defect of the program, please report it";
        command.getErr().println(Redactor.shapes(message.replace('\n', ' ')));
        return UNUSABLE;
    }

    /** Of the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Admin.class.getPackage().getImplementationVersion();
            return new String[] {"marketswarm admin " + (version == null ? "(not packaged)" : version)};
        }
    }
}
