package marketswarm.market.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.PriceBand;
import marketswarm.truth.Settings.Massive.Watch;

/**
 * Tells that trading in a symbol is halted, and that it goes on. The vendor says so in the indicators of price bands (17
 * and 18 by its pages, for symbols listed at Nasdaq); which ones count stands in truth.
 */
final class Halts {

    private final Supplier<Watch> settings;
    private final Set<String> halted = new HashSet<>();

    Halts(Supplier<Watch> settings) {
        this.settings = settings;
    }

    /** Each change once, however often it is said; a band that says both says that trading is halted. */
    synchronized List<MarketEvent> of(List<PriceBand> bands) {
        if (bands.isEmpty()) return List.of();
        Watch watch = settings.get();
        var events = new ArrayList<MarketEvent>();
        for (PriceBand band : bands) {
            if (has(band, watch.haltIndicators())) {
                if (halted.add(band.symbol())) events.add(event("halt", "warning", band, "trading is halted"));
            } else if (has(band, watch.resumeIndicators()) && halted.remove(band.symbol())) {
                events.add(event("resume", "info", band, "trading goes on"));
            }
        }
        return events;
    }

    private static boolean has(PriceBand band, List<Integer> codes) {
        return !Collections.disjoint(band.indicators(), codes);
    }

    private static MarketEvent event(String type, String severity, PriceBand band, String words) {
        return new MarketEvent(
                type,
                band.symbol(),
                severity,
                "market: " + band.symbol() + ": " + words,
                band.tsMs(),
                Map.of("indicators", band.indicators()));
    }
}
