package marketswarm.demo.simulator;

import java.util.Set;

/**
 * What a key has paid for.
 *
 * @param clusters that it may connect to: {@code stocks}, {@code crypto}, …
 * @param excluded channels that are answered with an anonymous {@code not authorized}: {@code NOI}
 * @param maxConnections at the same time per cluster; 0 is any number
 */
public record Plan(Set<String> clusters, Set<String> excluded, int maxConnections) {

    private static final Set<String> ALL = Set.of("stocks", "crypto", "forex", "indices", "options", "futures");

    public Plan {
        clusters = Set.copyOf(clusters);
        excluded = Set.copyOf(excluded);
    }

    /** Every cluster and channel, any number of connections. */
    public static Plan everything() {
        return new Plan(ALL, Set.of(), 0);
    }

    public Plan withClusters(String... names) {
        return new Plan(Set.of(names), excluded, maxConnections);
    }

    public Plan without(String... channels) {
        return new Plan(clusters, Set.of(channels), maxConnections);
    }

    public Plan withMaxConnections(int most) {
        return new Plan(clusters, excluded, most);
    }
}
