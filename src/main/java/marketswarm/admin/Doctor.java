package marketswarm.admin;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import marketswarm.redis.Keys.Bus;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin doctor} */
@Command(
        name = "doctor",
        description =
                "Looks for everything that is known to go wrong and says the next step; exit 1 when something is.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin doctor", "  admin doctor --market-url redis://localhost:6380", "  admin doctor --json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Doctor implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Mixin
    private TruthOptions options;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    private final Clock clock = Clock.systemUTC();
    private final List<Check> checks = new ArrayList<>();

    @Override
    public Integer call() {
        var host = new Host(Host.insideContainer(), Map.copyOf(System.getenv()), admin.directory());
        checks.addAll(new HostChecks(host, options).all());
        var reach = new Reach(host);
        Optional<Check> unreachable = reach.trouble("redis", admin.redisUrl(), "--redis-url");
        if (unreachable.isPresent()) checks.add(unreachable.get());
        else admin.withSystem(system -> examine(system, reach));
        print();
        return checks.stream().anyMatch(Check::isTrouble) ? Admin.NO : Admin.DONE;
    }

    private boolean examine(UnifiedJedis system, Reach reach) {
        checks.add(Check.ok("redis", admin.redisUrl() + " answers"));
        String marketUrl = admin.marketUrl(system);
        Optional<Truth> truth = truth(system);
        checks.addAll(ServiceChecks.all(system, truth, clock));
        checks.addAll(ServerChecks.all("redis", system, clock));
        if (marketUrl.equals(admin.redisUrl())) {
            market(system, system, truth);
            return true;
        }
        Optional<Check> unreachable = reach.trouble("market redis", marketUrl, "--market-url");
        if (unreachable.isPresent()) {
            checks.add(unreachable.get());
            checks.addAll(KeyChecks.all(system, Optional.of(Bus.SYSTEM), truth, clock));
            return true;
        }
        checks.add(Check.ok("market redis", marketUrl + " answers"));
        return Admin.with(marketUrl, other -> market(system, other, truth));
    }

    private boolean market(UnifiedJedis system, UnifiedJedis market, Optional<Truth> truth) {
        Map<String, UnifiedJedis> masters = RedisServers.masters(market);
        boolean one = masters.isEmpty() && ServerChecks.id(system).equals(ServerChecks.id(market));
        if (!masters.isEmpty()) checks.addAll(ClusterLook.all(masters, clock));
        else if (!one) checks.addAll(ServerChecks.all("market redis", market, clock));
        checks.addAll(KeyChecks.all(system, one ? Optional.empty() : Optional.of(Bus.SYSTEM), truth, clock));
        if (!one) checks.addAll(KeyChecks.all(market, Optional.of(Bus.MARKET), truth, clock));
        checks.addAll(QueueChecks.all(system, market, clock));
        return true;
    }

    private Optional<Truth> truth(UnifiedJedis system) {
        try {
            Optional<Truth> truth = new TruthStore(system).read();
            truth.ifPresent(loaded -> admin.hide(loaded.redactor()));
            checks.add(truth.map(loaded -> Check.ok("truth", LoadTruth.identity(loaded)))
                    .orElseGet(() -> new OtherDatabase(admin.redisUrl()).noTruth(system)));
            truth.ifPresent(loaded -> new HostChecks.Unloaded(options, admin.directory())
                    .check(loaded)
                    .ifPresent(checks::add));
            return truth;
        } catch (Misconfigured e) {
            checks.add(Check.trouble(
                    "truth", String.valueOf(e.getMessage()), "./admin validate, then ./admin load-truth"));
            return Optional.empty();
        }
    }

    private void print() {
        if (json) {
            var table = new Table("check", "verdict", "finding", "next");
            checks.forEach(check -> table.row(check.name(), check.verdict().word, check.finding(), check.next()));
            table.print(admin, true);
            return;
        }
        int width =
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        for (Check check : checks) {
            admin.out()
                    .println(mark(check) + " " + check.name()
                            + " ".repeat(width + 2 - check.name().length()) + Words.plain(check.finding()));
            if (!check.next().isEmpty())
                admin.out().println(" ".repeat(width + 4) + "next: " + Words.plain(check.next()));
        }
        long troubles = checks.stream().filter(Check::isTrouble).count();
        admin.out()
                .println(
                        troubles == 0
                                ? "Nothing is in the way."
                                : troubles + " to mend, marked " + Check.Verdict.TROUBLE.mark);
    }

    private String mark(Check check) {
        String mark = check.verdict().mark;
        return switch (check.verdict()) {
            case OK -> Cell.paint(Cell.good(mark), mark, admin.ansi());
            case DOUBT -> Cell.paint(Cell.doubtful(mark), mark, admin.ansi());
            case TROUBLE -> Cell.paint(Cell.bad(mark), mark, admin.ansi());
        };
    }
}
