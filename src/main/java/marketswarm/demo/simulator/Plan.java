package marketswarm.demo.simulator;

import java.util.Set;

/**
 * What a key has paid for.
 *
 * @param clusters that it may connect to: {@code stocks}, {@code crypto}, …
 * @param excluded channels that are answered with an anonymous {@code not authorized}: {@code NOI}
 * @param maxConnections at the same time per cluster; 0 is any number
 * @param restExcluded kinds of REST requests that are answered with 403: {@code trades}, {@code quotes}, {@code aggs},
 *     {@code snapshot}
 * @param requestsPerMin of REST, one more is a 429; 0 is any number
 */
public record Plan(
        Set<String> clusters, Set<String> excluded, int maxConnections, Set<String> restExcluded, int requestsPerMin) {

    private static final Set<String> ALL = Set.of("stocks", "crypto", "forex", "indices", "options", "futures");

    public Plan {
        clusters = Set.copyOf(clusters);
        excluded = Set.copyOf(excluded);
        restExcluded = Set.copyOf(restExcluded);
    }

    /** Every cluster and channel, any number of connections and requests. */
    public static Plan everything() {
        return new Plan(ALL, Set.of(), 0, Set.of(), 0);
    }

    public Plan withClusters(String... names) {
        return new Plan(Set.of(names), excluded, maxConnections, restExcluded, requestsPerMin);
    }

    public Plan without(String... channels) {
        return new Plan(clusters, Set.of(channels), maxConnections, restExcluded, requestsPerMin);
    }

    public Plan withMaxConnections(int most) {
        return new Plan(clusters, excluded, most, restExcluded, requestsPerMin);
    }

    public Plan withoutRest(String... kinds) {
        return new Plan(clusters, excluded, maxConnections, Set.of(kinds), requestsPerMin);
    }

    public Plan withRequestsPerMin(int most) {
        return new Plan(clusters, excluded, maxConnections, restExcluded, most);
    }
}
