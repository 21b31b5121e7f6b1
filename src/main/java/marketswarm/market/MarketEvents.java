package marketswarm.market;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.domain.MarketEvent;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamEntry;

/** Market events as entries of {@code events:market}, and back. */
public final class MarketEvents {

    private MarketEvents() {}

    /** Fields {@code type symbol severity message ts_ms data}; {@code data} is a JSON object with sorted names. */
    public static StreamEntry entry(MarketEvent event) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("type", event.type());
        fields.put("symbol", event.symbol());
        fields.put("severity", event.severity());
        fields.put("message", event.message());
        fields.put("ts_ms", Long.toString(event.tsMs()));
        fields.put("data", Json.write(new TreeMap<>(event.data())));
        return StreamEntry.of(Keys.MARKET_EVENTS.key(), fields);
    }

    /** @throws IllegalArgumentException when a field other than {@code data} is missing, or is not what it should be */
    @SuppressWarnings("unchecked") // the keys of a JSON object are strings
    public static MarketEvent of(Map<String, String> fields) {
        return new MarketEvent(
                field(fields, "type"),
                field(fields, "symbol"),
                field(fields, "severity"),
                field(fields, "message"),
                Long.parseLong(field(fields, "ts_ms")),
                Json.read(fields.getOrDefault("data", "{}"), Map.class));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) throw new IllegalArgumentException("market: an event without " + name);
        return value;
    }
}
