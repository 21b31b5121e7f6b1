package marketswarm.demo.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A cluster of the vendor: one WebSocket path, with the channels that exist there. */
enum Market {
    STOCKS("T", "Q", "A", "AM", "LULD", "NOI", "FMV"),
    CRYPTO("XT", "XQ", "XL2", "XA", "XAS", "FMV"),
    FOREX("C", "CA", "CAS", "FMV"),
    INDICES("V", "A", "AM"),
    OPTIONS("T", "Q", "A", "AM", "FMV"),
    FUTURES("T", "Q", "A", "AM");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot change
    private final Set<String> channels;

    Market(String... channels) {
        this.channels = Set.of(channels);
    }

    /** The market of a WebSocket path: {@code /stocks}, and also {@code /futures/cme}. */
    static Optional<Market> ofPath(String path) {
        String[] segments = path.split("/", -1);
        return segments.length < 2 ? Optional.empty() : named(segments[1]);
    }

    static Optional<Market> named(String name) {
        return Arrays.stream(values())
                .filter(market -> market.cluster().equals(name))
                .findFirst();
    }

    String cluster() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The vendor's word in REST answers, which calls forex fx. */
    String type() {
        return this == FOREX ? "fx" : cluster();
    }

    boolean has(String channel) {
        return channels.contains(channel);
    }

    String secondBars() {
        return switch (this) {
            case CRYPTO -> "XAS";
            case FOREX -> "CAS";
            default -> "A";
        };
    }

    String minuteBars() {
        return switch (this) {
            case CRYPTO -> "XA";
            case FOREX -> "CA";
            default -> "AM";
        };
    }
}
