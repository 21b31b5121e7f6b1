package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** What the look-alike of the vendor has traded and quoted, by its REST, against what the tick streams hold. */
record Tape(int port, List<String> symbols) {

    /** Nothing is traded any more. */
    void pause() throws IOException, InterruptedException {
        assertThat(Http.put("http://127.0.0.1:" + port + "/control/switches", "{\"paused\":true}")
                        .status())
                .isEqualTo(200);
    }

    /** Every tick from the first in the streams on, as {@code AAPL trade 1234}. */
    Set<String> told(UnifiedJedis market) throws IOException, InterruptedException {
        Set<String> told = new TreeSet<>();
        for (String symbol : symbols) {
            StreamEntry first = market.xrange("market:tick:" + symbol + ":stream", "-", "+", 1)
                    .get(0);
            long fromMs = Long.parseLong(first.getFields().get("ts_ms")) + 1;
            told(symbol, "trades", fromMs, told);
            told(symbol, "quotes", fromMs, told);
        }
        return told;
    }

    private void told(String symbol, String kind, long fromMs, Set<String> told)
            throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + port + "/v3/" + kind + "/" + symbol + "?order=asc&limit=50000&timestamp.gte="
                + fromMs + "000000&apiKey=demo";
        JsonNode results = Http.get(url).json().path("results");
        for (JsonNode one : results)
            told.add(symbol + " " + kind.replaceFirst("s$", "") + " "
                    + one.path("sequence_number").asLong());
    }

    /** The same of the streams, one text an entry. */
    List<String> kept(UnifiedJedis market) {
        List<String> kept = new ArrayList<>();
        for (String symbol : symbols)
            for (StreamEntry entry : market.xrange("market:tick:" + symbol + ":stream", "-", "+"))
                kept.add(name(symbol, entry));
        return kept;
    }

    static String name(String symbol, StreamEntry entry) {
        return symbol + " " + entry.getFields().get("type") + " "
                + entry.getFields().get("seq");
    }

    /** Those that the one has and the other has not. */
    static Set<String> without(Iterable<String> all, Iterable<String> others) {
        Set<String> rest = new TreeSet<>();
        all.forEach(rest::add);
        Set<String> gone = new HashSet<>();
        others.forEach(gone::add);
        rest.removeAll(gone);
        return rest;
    }
}
