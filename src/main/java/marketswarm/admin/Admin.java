package marketswarm.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import marketswarm.domain.Release;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Redactor;
import marketswarm.truth.RedisLogin;
import marketswarm.truth.TruthStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
        })
public final class Admin {

    /** Its name to Redis. */
    static final String ADMIN = "admin";

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
    private final Reader in;
    private UnaryOperator<String> redact = Redactor::shapes;

    private Admin(Path directory, Reader in) {
        this.directory = directory;
        this.in = in;
    }

    public static void main(String[] args) {
        // what a library would log is none of the answer, and starting a logger costs a tenth of a second
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Reader in = new InputStreamReader(System.in, Charset.defaultCharset());
        System.exit(commandLine(Path.of(""), in, Verbs.in(args))
                .setOut(new PrintWriter(System.out, true, UTF_8))
                .setErr(new PrintWriter(System.err, true, UTF_8))
                .execute(args));
    }

    /**
     * The command line, as main and the tests run it.
     *
     * @param directory where files are looked for and made
     * @param in where answers to questions come from
     * @param verbs that it knows
     */
    static CommandLine commandLine(Path directory, Reader in, Verbs verbs) {
        CommandLine line = new CommandLine(new Admin(directory, in));
        verbs.addTo(line);
        return line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    PrintWriter out() {
        return Screen.on(spec.commandLine().getOut(), text -> redact.apply(text));
    }

    /** For warnings and hints, so that stdout stays what was asked for. */
    PrintWriter err() {
        return Screen.on(spec.commandLine().getErr(), text -> redact.apply(text));
    }

    /** Whether, and how, colours are shown. */
    Ansi ansi() {
        return spec.commandLine().getColorScheme().ansi();
    }

    /** From now on nothing that is printed shows what this one knows either. */
    void hide(Redactor secrets) {
        UnaryOperator<String> before = redact;
        redact = text -> secrets.redact(before.apply(text));
    }

    /** Asks; only a yes is a yes. */
    boolean confirmed(String question) {
        PrintWriter err = err();
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(in).readLine();
            return answer != null && answer.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            return false;
        }
    }

    /** For errors of usage that only the verb itself sees. */
    ParameterException wrongUsage(String verb, String message) {
        return new ParameterException(
                spec.commandLine().getSubcommands().getOrDefault(verb, spec.commandLine()), message);
    }

    Path directory() {
        return directory;
    }

    String redisUrl() {
        return redisUrl;
    }

    /** Market Redis: what the option says, else what truth says when one is loaded, else System Redis. */
    String marketUrl(UnifiedJedis system) {
        TruthStore.Glance truth = new TruthStore(system).glance(redisUrl);
        hide(truth.redactor());
        return marketUrlOr(truth.marketUrl());
    }

    /** @param onceLoaded what the truth in hand says, when no option says otherwise */
    String marketUrlOr(String onceLoaded) {
        return marketUrl != null ? marketUrl : onceLoaded;
    }

    /** Runs against System Redis. */
    <T> T withSystem(Function<UnifiedJedis, T> use) {
        return with(redisUrl, use);
    }

    /** Runs against Market Redis, over the same connection where both are one. */
    <T> T withMarket(Function<UnifiedJedis, T> use) {
        return withSystem(system -> withMarket(system, use));
    }

    /** @throws Misconfigured when it cannot be used, saying how to name it */
    <T> T withMarket(UnifiedJedis system, Function<UnifiedJedis, T> use) {
        String url = marketUrl(system);
        if (url.equals(redisUrl)) return use.apply(system);
        try (UnifiedJedis market = open(url)) {
            return use.apply(market);
        } catch (JedisException e) {
            throw Misconfigured.market(url, e);
        }
    }

    /** @throws Misconfigured when the server cannot be used, saying what to do */
    static <T> T with(String url, Function<UnifiedJedis, T> use) {
        try (UnifiedJedis redis = open(url)) {
            return use.apply(redis);
        } catch (JedisException e) {
            throw Misconfigured.redis(url, e);
        }
    }

    /** The address with the admin's own user, where the environment names a file with its password. */
    static String asAdmin(String url) {
        return RedisLogin.of(System.getenv(), ADMIN).into(url);
    }

    private static UnifiedJedis open(String url) {
        try {
            return RedisServers.open(asAdmin(url), ADMIN);
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("admin: " + e.getMessage() + ". Write it like redis://localhost:6379", e);
        }
    }

    private static int explain(Exception failure, CommandLine command) {
        boolean foreseen = failure instanceof Misconfigured || failure instanceof NoSuch;
        String message = foreseen
                ? String.valueOf(failure.getMessage())
                : "admin: " + failure + ". This is a defect of the program, please report it";
        command.getErr().println(Redactor.shapes(message.replace('\n', ' ')));
        return failure instanceof NoSuch ? NO : UNUSABLE;
    }

    /** What {@code --version} says. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"marketswarm admin " + Release.VERSION};
        }
    }
}
