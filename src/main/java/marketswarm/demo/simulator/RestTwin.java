package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import marketswarm.redis.Json;

/** The vendor's REST, told from the same tape as the sockets. */
final class RestTwin {

    private static final int LARGEST_SNAPSHOT = 250;
    private static final String STOCKS = "/v2/snapshot/locale/us/markets/:market/tickers";
    private static final String GLOBAL = "/v2/snapshot/locale/global/markets/:market/tickers";

    private final Options options;
    private final History history;
    private final SwitchBoard board;
    private final RestDoor door;
    private final Random random;

    RestTwin(Options options, History history, SwitchBoard board, Sessions sessions) {
        this.options = options;
        this.history = history;
        this.board = board;
        this.door = new RestDoor(options, board, sessions);
        this.random = new Random(options.seed() + 3);
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(door::enter);
        router.get("/v1/marketstatus/now").handler(this::marketStatus);
        for (String tickers : List.of(STOCKS, GLOBAL)) {
            router.get(tickers).handler(this::tickers);
            router.get(tickers + "/:ticker").handler(this::ticker);
        }
        router.get("/v3/snapshot").handler(context -> universal(context, Listings.ALL));
        router.get("/v3/snapshot/indices").handler(context -> universal(context, Listings.of(Market.INDICES)));
        router.get("/v3/trades/:ticker").handler(context -> ticks(context, Shelf::trades, TickJson::trade));
        router.get("/v3/quotes/:ticker").handler(context -> ticks(context, Shelf::quotes, TickJson::quote));
        router.get("/v2/aggs/ticker/:ticker/range/:multiplier/:timespan/:from/:to")
                .handler(this::bars);
        router.route().handler(context -> door.notFound(context, "Not found."));
        router.route().failureHandler(door::fail);
        return router;
    }

    private void marketStatus(RoutingContext context) {
        String marketStatus = board.now().marketStatus();
        boolean extended = marketStatus.equals("extended-hours");
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("market", marketStatus)
                .put("earlyHours", false)
                .put("afterHours", extended)
                .put("serverTime", serverTime());
        for (String exchange : List.of("nyse", "nasdaq", "otc")) {
            json.withObject("/exchanges").put(exchange, marketStatus);
        }
        json.putObject("currencies").put("crypto", "open").put("fx", "open");
        json.putObject("indicesGroups").put("s_and_p", marketStatus);
        door.answer(context, 200, json);
    }

    private String serverTime() {
        Instant now = options.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.atZone(Moment.EXCHANGE));
    }

    private void tickers(RoutingContext context) {
        List<String> asked = list(context.request().getParam("tickers", ""));
        List<Listing> found = market(context).stream()
                .filter(listing -> asked.isEmpty() || asked.contains(listing.symbol()))
                .toList();
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK").put("count", found.size());
        ArrayNode tickers = json.putArray("tickers");
        found.forEach(listing -> tickers.add(SnapshotJson.ticker(listing, history.of(listing))));
        door.answer(context, 200, json);
    }

    private void ticker(RoutingContext context) {
        Listing listing = Listings.find(context.pathParam("ticker"))
                .filter(market(context)::contains)
                .orElse(null);
        if (listing == null) {
            door.notFound(context, "Ticker not found.");
            return;
        }
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        json.set("ticker", SnapshotJson.ticker(listing, history.of(listing)));
        door.answer(context, 200, json);
    }

    /** A ticker that does not exist is told inline, the others are still answered. */
    private void universal(RoutingContext context, List<Listing> listed) {
        HttpServerRequest request = context.request();
        List<String> asked = list(request.getParam("ticker.any_of", request.getParam("ticker", "")));
        if (asked.size() > LARGEST_SNAPSHOT) throw new IllegalArgumentException("too many tickers in ticker.any_of");
        String type = request.getParam("type", "");
        int from = Integer.parseInt(request.getParam("cursor", "0"));
        int limit = Math.min(Integer.parseInt(request.getParam("limit", "10")), LARGEST_SNAPSHOT);
        List<String> symbols = asked.isEmpty()
                ? listed.stream()
                        .filter(listing ->
                                type.isEmpty() || listing.market().type().equals(type))
                        .map(Listing::symbol)
                        .sorted()
                        .toList()
                : asked.stream().distinct().sorted().toList();
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        ArrayNode results = json.putArray("results");
        symbols.stream().skip(from).limit(limit).forEach(symbol -> results.add(universal(symbol, listed)));
        if (symbols.size() > from + limit) {
            String filters = "ticker.any_of=" + String.join(",", asked) + "&type=" + type + "&limit=" + limit;
            json.put("next_url", door.url(context, request.path(), filters + "&cursor=" + (from + limit)));
        }
        door.answer(context, 200, json);
    }

    private ObjectNode universal(String symbol, List<Listing> listed) {
        return Listings.find(symbol)
                .filter(listed::contains)
                .map(listing -> SnapshotJson.universal(listing, history.of(listing), status(listing)))
                .orElseGet(() -> Json.MAPPER
                        .createObjectNode()
                        .put("error", "NOT_FOUND")
                        .put("message", "Ticker not found.")
                        .put("ticker", symbol));
    }

    private String status(Listing listing) {
        boolean always = listing.market() == Market.CRYPTO || listing.market() == Market.FOREX;
        return always ? "open" : board.now().marketStatus();
    }

    private <P extends Print> void ticks(
            RoutingContext context, Function<Shelf, java.util.Deque<P>> line, Function<P, ObjectNode> write) {
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
        return (options.clock().millis() - lag) * 1_000_000;
    }

    private void bars(RoutingContext context) {
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
        if (bars.size() > query.limit()) json.put("next_url", nextBars(context, query, bars.get(query.limit())));
        door.answer(context, 200, json);
    }

    /** As the vendor does it: the path itself moves on to the bar that comes next. */
    private String nextBars(RoutingContext context, BarQuery query, BarQuery.Wide next) {
        String range = "/v2/aggs/ticker/" + context.pathParam("ticker") + "/range/" + context.pathParam("multiplier")
                + "/" + context.pathParam("timespan") + "/";
        String bounds = query.ascending()
                ? next.startMs() + "/" + context.pathParam("to")
                : context.pathParam("from") + "/" + next.startMs();
        return door.url(
                context, range + bounds, "limit=" + query.limit() + "&sort=" + (query.ascending() ? "asc" : "desc"));
    }

    private static List<Listing> market(RoutingContext context) {
        return Market.named(context.pathParam("market")).map(Listings::of).orElse(List.of());
    }

    private static List<String> list(String commas) {
        return Arrays.stream(commas.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
