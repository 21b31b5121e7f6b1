package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import marketswarm.redis.Json;

/** The vendor's REST, told from the same tape as the sockets: which request is answered by what. */
final class RestTwin {

    private static final String STOCKS = "/v2/snapshot/locale/us/markets/:market/tickers";
    private static final String GLOBAL = "/v2/snapshot/locale/global/markets/:market/tickers";

    private final Clock clock;
    private final SwitchBoard board;
    private final RestDoor door;
    private final SnapshotPages snapshots;
    private final TickPages ticks;
    private final BarPages bars;

    RestTwin(Options options, History history, SwitchBoard board, Sessions sessions) {
        this.clock = options.clock();
        this.board = board;
        this.door = new RestDoor(options, board, sessions);
        this.snapshots = new SnapshotPages(history, board, door);
        this.ticks = new TickPages(options, history, board, door);
        this.bars = new BarPages(history, door);
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(door::enter);
        router.get("/v1/marketstatus/now").handler(this::marketStatus);
        router.get("/v1/marketstatus/upcoming").handler(context -> door.answer(context, 200, "[]"));
        for (String tickers : List.of(STOCKS, GLOBAL)) {
            router.get(tickers).handler(snapshots::tickers);
            router.get(tickers + "/:ticker").handler(snapshots::ticker);
        }
        router.get("/v3/snapshot").handler(context -> snapshots.universal(context, Listings.ALL));
        router.get("/v3/snapshot/indices")
                .handler(context -> snapshots.universal(context, Listings.of(Market.INDICES)));
        router.get("/v3/snapshot/options/:underlying").handler(snapshots::chain);
        router.get("/v3/snapshot/options/:underlying/:contract").handler(snapshots::contract);
        router.get("/v3/trades/:ticker").handler(context -> ticks.page(context, Shelf::trades, TickJson::trade));
        router.get("/v3/quotes/:ticker").handler(context -> ticks.page(context, Shelf::quotes, TickJson::quote));
        router.get("/v2/aggs/ticker/:ticker/range/:multiplier/:timespan/:from/:to")
                .handler(bars::page);
        router.get("/v2/last/trade/:ticker").handler(snapshots::lastTrade);
        router.get("/v2/last/nbbo/:ticker").handler(snapshots::lastQuote);
        futures(router);
        router.route().handler(context -> door.notFound(context, "Not found."));
        router.route().failureHandler(door::fail);
        return router;
    }

    private void futures(Router router) {
        router.get("/futures/v1/market-status").handler(this::futuresStatus);
        router.get("/futures/v1/trades/:ticker")
                .handler(context -> ticks.page(context, Shelf::trades, FuturesJson::trade));
        router.get("/futures/v1/quotes/:ticker")
                .handler(context -> ticks.page(context, Shelf::quotes, FuturesJson::quote));
        router.get("/futures/v1/aggs/:ticker").handler(bars::futures);
    }

    private void marketStatus(RoutingContext context) {
        String status = board.now().marketStatus();
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("market", status)
                .put("earlyHours", false)
                .put("afterHours", status.equals("extended-hours"))
                .put("serverTime", serverTime());
        for (String exchange : List.of("nyse", "nasdaq", "otc")) {
            json.withObject("/exchanges").put(exchange, status);
        }
        json.putObject("currencies").put("crypto", "open").put("fx", "open");
        json.putObject("indicesGroups").put("s_and_p", status);
        door.answer(context, 200, json);
    }

    private void futuresStatus(RoutingContext context) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        json.putArray("results")
                .addObject()
                .put("product_code", "ES")
                .put("trading_venue", "XCME")
                .put("market_event", board.now().marketStatus().equals("closed") ? "close" : "open")
                .put("timestamp", serverTime());
        door.answer(context, 200, json);
    }

    private String serverTime() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now.atZone(Moment.EXCHANGE));
    }
}
