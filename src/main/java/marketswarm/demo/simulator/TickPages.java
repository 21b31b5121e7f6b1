package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Deque;
import java.util.Random;
import java.util.function.Function;
import marketswarm.redis.Json;

/** Pages of trades and quotes: what the sockets got, up to where REST has come by now. */
final class TickPages {

    private final Clock clock;
    private final History history;
    private final SwitchBoard board;
    private final RestDoor door;
    private final Random random;

    TickPages(Options options, History history, SwitchBoard board, RestDoor door) {
        this.clock = options.clock();
        this.history = history;
        this.board = board;
        this.door = door;
        this.random = new Random(options.seed() + 3);
    }

    /** @param line of a symbol, from which the page is taken */
    <P extends Print> void page(RoutingContext context, Function<Shelf, Deque<P>> line, Function<P, ObjectNode> write) {
        Listing listing = Listings.find(context.pathParam("ticker")).orElse(null);
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        ArrayNode results = json.putArray("results");
        if (listing != null) {
            TickQuery query = TickQuery.of(context.queryParams());
            TickQuery.Page<P> page = query.page(line.apply(history.of(listing)), publishedNs());
            page.prints().forEach(print -> results.add(write.apply(print)));
            if (page.cursor() != null) {
                json.put("next_url", door.url(context, context.request().path(), "cursor=" + page.cursor()));
            }
        }
        door.answer(context, 200, json);
    }

    private long publishedNs() {
        long lag = board.now().restLagMs()
                + (long) (random.nextDouble() * board.now().restLagJitterMs());
        return (clock.millis() - lag) * 1_000_000;
    }
}
