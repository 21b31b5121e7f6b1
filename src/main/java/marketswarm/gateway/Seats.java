package marketswarm.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import marketswarm.truth.Settings;

/** How many connections there may be: in all, from one address, with one token. Used on the event loop only. */
final class Seats {

    private final Supplier<Settings.SseGateway> limits;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /** @param limits asked each time; a lower limit sends nobody away */
    Seats(Supplier<Settings.SseGateway> limits) {
        this.limits = limits;
    }

    /** @param holder of a token; absent when there are none */
    record Seat(String address, Optional<String> holder) {}

    /** False when it would be one too many. */
    boolean take(Seat seat) {
        Settings.SseGateway now = limits.get();
        boolean free = all < now.maxClients()
                && count(seat.address()) < now.maxClientsPerAddress()
                && (seat.holder().isEmpty() || count(seat.holder().get()) < now.maxClientsPerToken());
        if (free) add(seat, 1);
        return free;
    }

    void leave(Seat seat) {
        add(seat, -1);
    }

    private int count(String who) {
        return taken.getOrDefault(who, 0);
    }

    private void add(Seat seat, int change) {
        all += change;
        add(seat.address(), change);
        seat.holder().ifPresent(holder -> add(holder, change));
    }

    private void add(String who, int change) {
        taken.compute(who, (key, count) -> {
            int now = (count == null ? 0 : count) + change;
            return now == 0 ? null : now;
        });
    }
}
