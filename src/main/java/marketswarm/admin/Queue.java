package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.QueueState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code admin queue} */
@Command(
        name = "queue",
        description = "What waits to be analyzed, who works on it, what failed.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin queue", "  admin queue --json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Queue implements Callable<Integer> {

    @ParentCommand
    private Admin admin;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    @Override
    public Integer call() {
        QueueState look = admin.withMarket(market -> QueueState.of(market, Clock.systemUTC()));
        if (json) admin.out().println(toJson(look).toPrettyString());
        else print(look);
        return Admin.DONE;
    }

    private void print(QueueState look) {
        PrintWriter out = admin.out();
        out.println(Keys.QUEUE.key() + ": " + look.length() + " entries, finished ones included");
        if (look.group()) {
            out.println("group " + Keys.VEXY_GROUP + ": pending " + look.pending() + ", lag " + look.lagOrUnknown()
                    + ", oldest waiting " + (look.oldestMs() == null ? "none" : Words.span(look.oldestMs())));
        } else {
            out.println("group " + Keys.VEXY_GROUP + ": not there. Run: ./admin setup");
        }
        Long due = look.nextRetryMs();
        out.println("retry: " + look.retrying()
                + (due == null ? "" : due < 0 ? ", overdue " + Words.span(-due) : ", next in " + Words.span(due)));
        out.println("dead: " + look.dead() + (look.dead() == 0 ? "" : ". See: ./admin dead list"));
        Table consumers = consumers(look);
        if (!consumers.isEmpty()) consumers.print(admin, false);
    }

    private static Table consumers(QueueState look) {
        var table = new Table("consumer", "pending", "idle");
        look.consumers()
                .forEach(consumer ->
                        table.row(consumer.getName(), consumer.getPending(), Cell.span(consumer.getIdle())));
        return table;
    }

    static ObjectNode toJson(QueueState look) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("length", look.length());
        json.put("group", look.group());
        json.put("pending", look.pending());
        if (look.lag() == null) json.put("lag", "unknown");
        else json.put("lag", look.lag());
        json.put("oldest_waiting_ms", look.oldestMs());
        json.put("retry", look.retrying());
        json.put("next_retry_ms", look.nextRetryMs());
        json.put("dead", look.dead());
        json.set("consumers", consumers(look).toJson());
        return json;
    }
}
