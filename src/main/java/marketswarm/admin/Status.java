package marketswarm.admin;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import marketswarm.truth.Misconfigured;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin status} */
@Command(
        name = "status",
        description = "Services, streams, queue and feeds at a glance; exit 1 when a service is down.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin status", "  admin status --watch", "  admin status --json | jq .services"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Status implements Callable<Integer> {

    private static final Duration REDRAW = Duration.ofSeconds(2);
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @ParentCommand
    private Admin admin;

    @Option(names = "--watch", description = "Show it anew every 2 s until Ctrl-C")
    private boolean watch;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        if (!watch) return once();
        while (true) {
            int code = again();
            LockSupport.parkNanos(REDRAW.toNanos());
            if (Thread.currentThread().isInterrupted()) return code;
        }
    }

    /** A server that is away for a while ends no watch. */
    private int again() {
        if (admin.ansi().enabled()) admin.out().print(CLEAR);
        try {
            return once();
        } catch (Misconfigured e) {
            admin.err().println(e.getMessage());
            return Admin.UNUSABLE;
        }
    }

    private int once() {
        return admin.withSystem(system -> {
            StatusBoard board = board(system);
            board.print(admin, json);
            return board.isHealthy() ? Admin.DONE : Admin.NO;
        });
    }

    private StatusBoard board(UnifiedJedis system) {
        Clock clock = Clock.systemUTC();
        var board = new StatusBoard(clock);
        board.system(system);
        try {
            admin.withMarket(system, market -> {
                board.market(market);
                return board;
            });
        } catch (Misconfigured e) {
            admin.err().println("Only System Redis is shown. " + e.getMessage());
        }
        return board;
    }
}
