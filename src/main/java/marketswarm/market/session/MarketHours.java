package marketswarm.market.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import marketswarm.domain.MarketEvent;
import marketswarm.market.Symbols;
import marketswarm.market.vendor.RestSnapshots;
import marketswarm.redis.Json;
import marketswarm.redis.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which markets are open, as the vendor says (REST {@code /v1/marketstatus/now}); no calendar of our own. Until it has
 * said so, a market is not open, so that silence is no alarm.
 */
public final class MarketHours {

    private static final Logger LOG = LoggerFactory.getLogger(MarketHours.class);
    private static final int OK = 200;
    private static final String OPEN = "open";

    private final Clock clock;
    private final BooleanSupplier tells;
    private final RestSnapshots rest = new RestSnapshots();
    private final Outage outage = new Outage();
    private final Map<String, String> statuses = new ConcurrentHashMap<>();

    MarketHours(Clock clock) {
        this(clock, () -> true);
    }

    /** @param tells whether of several instances that ask this one tells of changes */
    public MarketHours(Clock clock, BooleanSupplier tells) {
        this.clock = clock;
        this.tells = tells;
    }

    /** Takes the vendor's answer; what has changed is told. An answer that is none changes nothing. */
    public List<MarketEvent> answered(int status, @Nullable String body) {
        if (status != OK || body == null) {
            unanswered(rest.explain(status, body == null ? "" : body));
            return List.of();
        }
        try {
            JsonNode answer = Json.tree(body);
            outage.recovered();
            var changes = new ArrayList<MarketEvent>();
            note("stocks", answer.path("market").asText(), changes);
            note("crypto", answer.path("currencies").path("crypto").asText(), changes);
            note("forex", answer.path("currencies").path("fx").asText(), changes);
            return tells.getAsBoolean() ? changes : List.of();
        } catch (JsonProcessingException notJson) {
            unanswered("market: the vendor's answer is not JSON");
            return List.of();
        }
    }

    /** What the vendor said last stands. */
    public void unanswered(String why) {
        if (outage.failed()) LOG.warn("market: whether markets are open is not known cause={}", why);
    }

    /** @param cluster options and indices keep the hours of stocks; of futures nothing is known */
    boolean isOpen(String cluster) {
        return switch (Symbols.market(cluster)) {
            case "stocks", "options", "indices" -> OPEN.equals(statuses.get("stocks"));
            case "crypto", "forex" -> OPEN.equals(statuses.get(Symbols.market(cluster)));
            default -> false;
        };
    }

    private void note(String market, String status, List<MarketEvent> changes) {
        if (!status.matches("[a-z-]{1,30}")) return;
        String before = statuses.put(market, status);
        if (status.equals(before)) return;
        changes.add(new MarketEvent(
                "market.status",
                market,
                "info",
                "market: " + market + ": " + status,
                clock.millis(),
                before == null ? Map.of("status", status) : Map.of("status", status, "before", before)));
    }
}
