package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import marketswarm.truth.CrossChecks.Part;

/** The vendor's clusters against their addresses. */
final class ClusterChecks {

    private static final int VENDOR_ALLOWS = 3;

    private ClusterChecks() {}

    static void check(Part part, Consumer<Problem> found) {
        part.settings().path("clusters").properties().forEach(cluster -> {
            String pointer = Problem.at(part.pointer() + "/clusters", cluster.getKey());
            name(pointer, cluster.getKey(), found);
            address(pointer + "/ws_url", cluster.getKey(), cluster.getValue().path("ws_url"), found);
        });
        shards(part, found);
        Address.checkPlain(part.pointer() + "/rest_url", part.settings().path("rest_url"), found);
    }

    private static void shards(Part part, Consumer<Problem> found) {
        int shards = part.settings().path("shards").asInt(1);
        if (shards < 2) return;
        part.settings().path("clusters").properties().forEach(cluster -> {
            String pointer = Problem.at(part.pointer() + "/clusters", cluster.getKey());
            for (JsonNode symbol : cluster.getValue().path("symbols"))
                if (symbol.asText().equals("*"))
                    found.accept(Problem.warning(
                            pointer + "/symbols",
                            "found *, which cannot be divided: one of the " + shards
                                    + " shards reads the cluster whole; name the symbols to divide them"));
        });
        if (part.settings().path("clusters").toString().matches("(?s).*(massive\\.com|polygon\\.io).*")
                && shards > VENDOR_ALLOWS)
            found.accept(Problem.warning(
                    part.pointer() + "/shards",
                    "found " + shards + " connections to each cluster; the vendor allows one on individual plans and "
                            + VENDOR_ALLOWS + " on business plans, and cuts what is beyond"));
    }

    private static void name(String pointer, String name, Consumer<Problem> found) {
        List<String> known = new ArrayList<>();
        TruthSchema.BUNDLED
                .root()
                .at("/$defs/massive/properties/clusters/properties")
                .fieldNames()
                .forEachRemaining(known::add);
        if (known.contains(name)) return;
        found.accept(Problem.warning(
                pointer,
                "found " + name + ", a cluster that the vendor does not have; accepted: one of " + known
                        + Nearest.hint(name, known)));
    }

    private static void address(String pointer, String name, JsonNode url, Consumer<Problem> found) {
        String path = Address.path(url.asText());
        // futures are served by exchange too: futures/cme
        if (url.asText().startsWith("ws") && !path.endsWith("/" + name) && !path.contains("/" + name + "/")) {
            found.accept(Problem.warning(
                    pointer, "found an address that ends otherwise; accepted: one that ends in /" + name));
        }
        Address.checkPlain(pointer, url, found);
    }
}
