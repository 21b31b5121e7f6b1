package marketswarm.domain;

import java.util.Map;

/**
 * Something that happened to the market or to its feed, one entry of {@code events:market}.
 *
 * @param type {@code feed.connected}, {@code feed.disconnected}, {@code feed.stale}, {@code feed.capped},
 *     {@code gap.open}, {@code gap.closed}, {@code subscription.rejected}, {@code market.status}, {@code halt},
 *     {@code resume}, {@code move.sharp}, {@code volume.spike}
 * @param symbol the symbol it is about; for the feed as a whole, the cluster
 * @param severity {@code info}, {@code warning} or {@code error}
 * @param data what a program wants to know, by name
 */
public record MarketEvent(
        String type, String symbol, String severity, String message, long tsMs, Map<String, Object> data) {

    public MarketEvent {
        data = Map.copyOf(data);
    }
}
