package marketswarm.market;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import marketswarm.truth.Settings.Massive;
import marketswarm.truth.Settings.Massive.Cluster;

/**
 * A part of all symbols, which has connections to the vendor of its own. A symbol's name says which part it is in. A
 * cluster that wants all symbols of the vendor cannot be divided and is in one part whole.
 *
 * @param number from 0
 * @param of how many there are
 */
public record Shard(int number, int of) {

    /** All there is. */
    public static final Shard WHOLE = new Shard(0, 1);

    private static final String ALL = "*";

    public Shard {
        if (number < 0 || number >= of) throw new IllegalArgumentException("market: no shard " + number + " of " + of);
    }

    public boolean has(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % of == number;
    }

    /** What truth wants of this part; a cluster of which nothing is in it is left out. */
    public Massive part(Massive truth) {
        if (of == 1) return truth;
        Map<String, Cluster> clusters = new LinkedHashMap<>();
        truth.clusters().forEach((name, cluster) -> {
            List<String> symbols = symbols(name, cluster);
            if (!symbols.isEmpty()) clusters.put(name, new Cluster(cluster.wsUrl(), symbols, cluster.channels()));
        });
        return truth.withClusters(clusters);
    }

    private List<String> symbols(String name, Cluster cluster) {
        if (cluster.symbols().contains(ALL)) return has(name) ? cluster.symbols() : List.of();
        return cluster.symbols().stream().filter(this::has).toList();
    }

    /** What its part of a cluster is called: {@code stocks-2of3}. */
    public String label(String cluster) {
        return of == 1 ? cluster : cluster + "-" + name();
    }

    /** {@code 2of3}; empty where there is one alone. */
    public String name() {
        return of == 1 ? "" : (number + 1) + "of" + of;
    }
}
