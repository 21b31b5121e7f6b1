package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import marketswarm.redis.Json;

/** The state of symbols: by market, universal, and the chain of an option's underlying. */
final class SnapshotPages {

    private static final int LARGEST = 250;

    private final History history;
    private final SwitchBoard board;
    private final RestDoor door;

    SnapshotPages(History history, SwitchBoard board, RestDoor door) {
        this.history = history;
        this.board = board;
        this.door = door;
    }

    void tickers(RoutingContext context) {
        List<String> asked = list(context.request().getParam("tickers", ""));
        List<Listing> found = market(context).stream()
                .filter(listing -> asked.isEmpty() || asked.contains(listing.symbol()))
                .toList();
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK").put("count", found.size());
        ArrayNode tickers = json.putArray("tickers");
        found.forEach(listing -> tickers.add(ticker(listing)));
        door.answer(context, 200, json);
    }

    void ticker(RoutingContext context) {
        Listing listing = Listings.find(context.pathParam("ticker"))
                .filter(market(context)::contains)
                .orElse(null);
        if (listing == null) {
            door.notFound(context, "Ticker not found.");
            return;
        }
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        json.set("ticker", ticker(listing));
        door.answer(context, 200, json);
    }

    /** A ticker that does not exist is told inline, the others are still answered. */
    void universal(RoutingContext context, List<Listing> listed) {
        HttpServerRequest request = context.request();
        List<String> asked = list(request.getParam("ticker.any_of", request.getParam("ticker", "")));
        if (asked.size() > LARGEST) throw new IllegalArgumentException("too many tickers in ticker.any_of");
        String type = request.getParam("type", "");
        int from = Integer.parseInt(request.getParam("cursor", "0"));
        int limit = Math.min(Integer.parseInt(request.getParam("limit", "10")), LARGEST);
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

    void lastTrade(RoutingContext context) {
        last(context, shelf -> Optional.ofNullable(shelf.trades().peekLast()).map(SnapshotJson::last));
    }

    void lastQuote(RoutingContext context) {
        last(context, shelf -> Optional.ofNullable(shelf.quotes().peekLast()).map(SnapshotJson::last));
    }

    private void last(RoutingContext context, Function<Shelf, Optional<ObjectNode>> print) {
        ObjectNode found = Listings.find(context.pathParam("ticker"))
                .map(history::of)
                .flatMap(print)
                .orElse(null);
        if (found == null) {
            door.notFound(context, "Ticker not found.");
            return;
        }
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        json.set("results", found);
        door.answer(context, 200, json);
    }

    void chain(RoutingContext context) {
        HttpServerRequest request = context.request();
        String underlying = context.pathParam("underlying");
        String type = request.getParam("contract_type", "");
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        ArrayNode results = json.putArray("results");
        Listings.of(Market.OPTIONS).stream()
                .filter(listing -> OptionContract.of(listing).underlying().equals(underlying))
                .filter(listing ->
                        type.isEmpty() || OptionContract.of(listing).type().equals(type))
                .forEach(listing -> results.add(OptionContract.of(listing).snapshot(history)));
        door.answer(context, 200, json);
    }

    void contract(RoutingContext context) {
        Listing listing = Listings.find(context.pathParam("contract"))
                .filter(found -> found.market() == Market.OPTIONS)
                .orElse(null);
        if (listing == null) {
            door.notFound(context, "Options contract not found.");
            return;
        }
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", "OK");
        json.set("results", OptionContract.of(listing).snapshot(history));
        door.answer(context, 200, json);
    }

    private ObjectNode ticker(Listing listing) {
        ObjectNode json = SnapshotJson.ticker(listing, history.of(listing));
        if (!board.now().snapshotsCleared()) return json;
        json.putObject("day").put("o", 0).put("h", 0).put("l", 0).put("c", 0).put("v", 0);
        return json.put("todaysChange", 0).put("todaysChangePerc", 0);
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
