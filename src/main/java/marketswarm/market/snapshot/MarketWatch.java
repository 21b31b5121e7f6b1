package marketswarm.market.snapshot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.domain.MarketEvent;
import marketswarm.market.HashText;
import marketswarm.truth.Settings.Massive.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Sees sharp moves and spikes of volume in what has changed of the snapshots, by thresholds in truth, and tells each
 * symbol's once in a while. A spike is a minute that traded several times what the minutes before it did on average.
 */
public final class MarketWatch {

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_BEFORE = 15;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Supplier<Watch> settings;
    private final Clock clock;
    private final Map<String, Seen> symbols = new HashMap<>();

    private static final class Seen {
        private final Track price = new Track();
        private final Track minute = new Track();
        private final Track quarter = new Track();
        private long movedMs;
        private long spikedMs;
    }

    public MarketWatch(Supplier<Watch> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param changed symbol → the fields of its snapshot that have changed */
    public List<MarketEvent> look(Map<String, Map<String, String>> changed) {
        var events = new ArrayList<MarketEvent>();
        Watch limits = settings.get();
        changed.forEach((symbol, fields) -> {
            Seen seen = symbols.computeIfAbsent(symbol, unknown -> new Seen());
            BigDecimal price = HashText.decimal(fields.get("price"));
            BigDecimal volume = HashText.decimal(fields.get("day_volume"));
            if (price != null && limits.movePct() > 0) move(symbol, seen, price, limits, events);
            if (volume != null && limits.volumeFactor() > 0) spike(symbol, seen, volume, limits, events);
        });
        return events;
    }

    private void move(String symbol, Seen seen, BigDecimal price, Watch limits, List<MarketEvent> events) {
        long now = clock.millis();
        long windowMs = 1_000L * limits.moveWindowSec();
        BigDecimal before = seen.price.before(now, windowMs);
        seen.price.add(now, price, windowMs);
        BigDecimal pct = percent(before, price);
        if (pct == null || pct.abs().doubleValue() < limits.movePct() || isCool(seen.movedMs, now, limits)) return;
        seen.movedMs = now;
        events.add(new MarketEvent(
                "move.sharp",
                symbol,
                "warning",
                "market: " + symbol + (pct.signum() > 0 ? " up " : " down ")
                        + pct.abs().toPlainString() + " % in " + limits.moveWindowSec() + " s, to "
                        + price.toPlainString(),
                now,
                Map.of("pct", pct, "price", price, "window_sec", limits.moveWindowSec())));
    }

    private void spike(String symbol, Seen seen, BigDecimal volume, Watch limits, List<MarketEvent> events) {
        long now = clock.millis();
        BigDecimal minuteAgo = seen.minute.before(now, MINUTE_MS);
        BigDecimal longAgo = seen.quarter.before(now, MINUTES_BEFORE * MINUTE_MS);
        if (minuteAgo != null && volume.compareTo(minuteAgo) < 0) { // a new day
            seen.minute.clear();
            seen.quarter.clear();
        }
        seen.minute.add(now, volume, MINUTE_MS);
        seen.quarter.add(now, volume, MINUTES_BEFORE * MINUTE_MS);
        if (minuteAgo == null || longAgo == null || isCool(seen.spikedMs, now, limits)) return;
        double lately = volume.subtract(minuteAgo).doubleValue();
        double usually = minuteAgo.subtract(longAgo).doubleValue() / MINUTES_BEFORE;
        if (usually <= 0 || lately < limits.volumeFactor() * usually) return;
        seen.spikedMs = now;
        double factor = Math.round(10 * lately / usually) / 10.0;
        events.add(new MarketEvent(
                "volume.spike",
                symbol,
                "warning",
                "market: " + symbol + " traded " + factor + " times its usual volume in a minute",
                now,
                Map.of("factor", factor)));
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal before, BigDecimal now) {
        if (before == null || before.signum() == 0) return null;
        return now.subtract(before).multiply(HUNDRED).divide(before, 2, RoundingMode.HALF_UP);
    }

    private static boolean isCool(long toldMs, long now, Watch limits) {
        return toldMs != 0 && now - toldMs < 1_000L * limits.cooldownSec();
    }
}
