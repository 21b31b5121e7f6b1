package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/** Pages of bars, in the old words and in those of the futures. */
final class BarPages {

    private static final Pattern RESOLUTION = Pattern.compile("(\\d+)(sec|min|hour|session)");

    private final History history;
    private final RestDoor door;

    BarPages(History history, RestDoor door) {
        this.history = history;
        this.door = door;
    }

    void page(RoutingContext context) {
        HttpServerRequest request = context.request();
        String ticker = context.pathParam("ticker");
        BarQuery query = BarQuery.of(
                context.pathParam("multiplier"),
                context.pathParam("timespan"),
                context.pathParam("from"),
                context.pathParam("to"),
                request.getParam("sort", "asc"),
                request.getParam("limit", "5000"));
        Listing listing = Listings.find(ticker).orElse(null);
        List<BarQuery.Wide> bars = listing == null ? List.of() : query.bars(history.of(listing));
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("ticker", ticker)
                .put("adjusted", true)
                .put("queryCount", bars.size())
                .put("status", "OK");
        ArrayNode results = json.putArray("results");
        if (listing != null) bars.stream().limit(query.limit()).forEach(bar -> results.add(TickJson.bar(listing, bar)));
        json.put("resultsCount", results.size());
        if (bars.size() > query.limit()) json.put("next_url", next(context, query, bars.get(query.limit())));
        door.answer(context, 200, json);
    }

    /** The bars of a future; windows are told in nanoseconds. */
    void futures(RoutingContext context) {
        HttpServerRequest request = context.request();
        Matcher resolution = RESOLUTION.matcher(request.getParam("resolution", "1min"));
        if (!resolution.matches()) throw new IllegalArgumentException("resolution must be like 1sec, 5min or 1hour");
        BarQuery query = BarQuery.of(
                resolution.group(1),
                span(resolution.group(2)),
                request.getParam("window_start.gte", "1970-01-01"),
                request.getParam("window_start.lte", "2200-01-01"),
                request.getParam("sort", "window_start.desc").endsWith("asc") ? "asc" : "desc",
                request.getParam("limit", "1000"));
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        ArrayNode results = json.putArray("results");
        Listings.find(context.pathParam("ticker"))
                .ifPresent(listing -> query.bars(history.of(listing)).stream()
                        .limit(query.limit())
                        .forEach(bar -> results.add(FuturesJson.bar(listing, bar))));
        door.answer(context, 200, json);
    }

    private static String span(String unit) {
        return switch (unit) {
            case "sec" -> "second";
            case "min" -> "minute";
            case "session" -> "day";
            default -> unit;
        };
    }

    /** As the vendor does it: the path itself moves on to the bar that comes next. */
    private String next(RoutingContext context, BarQuery query, BarQuery.Wide next) {
        String range = "/v2/aggs/ticker/" + context.pathParam("ticker") + "/range/" + context.pathParam("multiplier")
                + "/" + context.pathParam("timespan") + "/";
        String bounds = query.ascending()
                ? next.startMs() + "/" + context.pathParam("to")
                : context.pathParam("from") + "/" + next.startMs();
        return door.url(
                context, range + bounds, "limit=" + query.limit() + "&sort=" + (query.ascending() ? "asc" : "desc"));
    }
}
