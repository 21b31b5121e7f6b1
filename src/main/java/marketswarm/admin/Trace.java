package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.truth.Misconfigured;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.Tuple;

/** {@code admin trace} */
@Command(
        name = "trace",
        description = "Where one item is and was, from feed to analysis; exit 1 when nobody has heard of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  admin trace 356a192b7913b04c54574d18c28d46e6395428ab",
            "  admin trace 356a192b   the beginning is enough where it is the only one"
        },
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Trace implements Callable<Integer> {

    private static final int SHORTEST = 4;
    private static final int UID_LENGTH = 40;

    @ParentCommand
    private Admin admin;

    @Parameters(paramLabel = "UID", description = "Of the item; its first characters will do")
    private String uid;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        return admin.withMarket(market -> {
            Trail trail = Trail.of(market, whole(market, uid), Clock.systemUTC());
            print(trail);
            return trail.isEmpty() ? Admin.NO : Admin.DONE;
        });
    }

    private void print(Trail trail) {
        if (json) {
            ObjectNode shown = Json.MAPPER.createObjectNode().put("uid", trail.uid());
            shown.put("now", trail.verdict());
            shown.set("steps", trail.table().toJson());
            admin.out().println(shown.toPrettyString());
        } else {
            admin.out().println(trail.uid() + ": " + trail.verdict());
            if (!trail.isEmpty()) trail.table().print(admin, false);
        }
    }

    private static String whole(UnifiedJedis market, String beginning) {
        if (beginning.length() >= UID_LENGTH || beginning.length() < SHORTEST) return beginning;
        var params = new ScanParams()
                .match(beginning.replaceAll("[^0-9A-Za-z]", "?") + "*")
                .count(1_000);
        String cursor = ScanParams.SCAN_POINTER_START;
        List<String> found = new ArrayList<>();
        do {
            var page = market.zscan(Keys.SEEN.key(), cursor, params);
            page.getResult().stream().map(Tuple::getElement).forEach(found::add);
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        List<String> distinct = found.stream().distinct().sorted().toList();
        if (distinct.size() > 1) {
            throw new Misconfigured("admin: " + beginning + " begins " + distinct.size() + " items, among them "
                    + distinct.subList(0, 2) + ". Give more of it");
        }
        return distinct.isEmpty() ? beginning : distinct.get(0);
    }
}
