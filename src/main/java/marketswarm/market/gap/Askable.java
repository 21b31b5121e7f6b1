package marketswarm.market.gap;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.market.Symbols;
import marketswarm.market.stream.StoredTicks;
import marketswarm.market.vendor.RestTicks.Kind;
import marketswarm.truth.Settings.Massive;
import marketswarm.truth.Settings.Massive.Cluster;

/** What of one cluster REST can be asked for, by what truth says now. */
final class Askable {

    private final String name;
    private final Supplier<Massive> settings;
    private final StoredTicks stored;

    Askable(String name, Supplier<Massive> settings, StoredTicks stored) {
        this.name = name;
        this.settings = settings;
        this.stored = stored;
    }

    boolean isWanted() {
        return settings.get().backfill().enabled();
    }

    String url() {
        return settings.get().restUrl().replaceAll("/+$", "");
    }

    /** How far back at most. */
    long longestMs() {
        return Duration.ofMinutes(settings.get().backfill().maxGapMin()).toMillis();
    }

    Set<Kind> kinds() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        channels().forEach(channel -> Kind.of(channel).ifPresent(kinds::add));
        return kinds;
    }

    List<String> withoutHistory() {
        return channels().stream().filter(channel -> Kind.of(channel).isEmpty()).toList();
    }

    /** For a wildcard, all that were ever written. */
    List<String> symbols() {
        List<String> named = cluster().map(Cluster::symbols).orElse(List.of());
        return named.contains("*") ? stored.symbols(Symbols.market(name)) : named;
    }

    private List<String> channels() {
        return cluster().map(Cluster::channels).orElse(List.of());
    }

    private Optional<Cluster> cluster() {
        return Optional.ofNullable(settings.get().clusters().get(name));
    }
}
