package marketswarm.market.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marketswarm.domain.Snapshot;
import marketswarm.market.Symbols;
import marketswarm.redis.Json;

/**
 * Asks REST for the state of symbols and reads its answers (vendor's {@code rest.json}): stocks, crypto and forex by
 * the v2 snapshots of a market, indices and options by the v3 ones.
 */
public final class RestSnapshots {

    /** The vendor's limit for v3; v2 names none, but an address should not grow without end. */
    private static final int SYMBOLS_PER_REQUEST = 250;

    private static final int LONGEST_MESSAGE = 300;
    /** The shape of the vendor's keys, and of what precedes one in an address or a header. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(?<=api_?key[=:\" ]{1,4})[^\\s\"&,}]+|(?<=bearer )\\S+|\\b[A-Za-z0-9_-]{24,}");

    static final ObjectReader TREE = Json.MAPPER.reader().without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    /** The requests that cover these symbols; none for a market without snapshots or without symbols. */
    public List<String> paths(String cluster, List<String> symbols) {
        var paths = new ArrayList<String>();
        if (symbols.contains("*") && Symbols.market(cluster).matches("stocks|crypto|forex")) {
            return List.of(path(cluster, List.of()));
        }
        List<String> named =
                symbols.stream().filter(symbol -> !symbol.equals("*")).toList();
        if (Symbols.market(cluster).equals("futures")) return paths;
        for (int from = 0; from < named.size(); from += SYMBOLS_PER_REQUEST) {
            paths.add(path(cluster, named.subList(from, Math.min(named.size(), from + SYMBOLS_PER_REQUEST))));
        }
        return paths;
    }

    /**
     * Path and query, without host and key.
     *
     * @param symbols REST spelling, at most 250; none means the whole market where v2 serves it
     * @throws IllegalArgumentException for a market that has no snapshots here
     */
    public String path(String cluster, List<String> symbols) {
        String names = symbols.stream()
                .map(symbol -> URLEncoder.encode(symbol, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        String market = Symbols.market(cluster);
        return switch (market) {
            case "stocks" -> "/v2/snapshot/locale/us/markets/stocks/tickers" + tickers(names);
            case "crypto", "forex" -> "/v2/snapshot/locale/global/markets/" + market + "/tickers" + tickers(names);
            case "indices" -> "/v3/snapshot/indices?ticker.any_of=" + names + "&limit=" + SYMBOLS_PER_REQUEST;
            case "options" -> "/v3/snapshot?ticker.any_of=" + names + "&limit=" + SYMBOLS_PER_REQUEST;
            default -> throw new IllegalArgumentException("market: no snapshots for cluster " + cluster);
        };
    }

    /**
     * What an answer says, one snapshot a symbol; one that the vendor did not find is left out, and so is one that
     * cannot be read. Zeros count as absent: the vendor clears its figures before the open.
     *
     * @throws IllegalArgumentException when the answer is no JSON object
     */
    public List<Snapshot> decode(String cluster, String json) {
        JsonNode answer = tree(json);
        if (!answer.isObject()) throw new IllegalArgumentException("market: the snapshot answer is no JSON object");
        var snapshots = new ArrayList<Snapshot>();
        for (String list : List.of("tickers", "ticker", "results")) {
            JsonNode found = answer.path(list);
            if (found.isObject()) SnapshotJson.read(cluster, found).ifPresent(snapshots::add);
            else for (JsonNode one : found) SnapshotJson.read(cluster, one).ifPresent(snapshots::add);
        }
        return snapshots;
    }

    /**
     * Why there is no answer, and what to do, for the log and for people.
     *
     * @param status of the HTTP response
     * @param body the vendor's words are quoted from it; whatever looks like a key is masked
     */
    public String explain(int status, String body) {
        String words = words(body);
        String quoted = words.isEmpty() ? "" : " (\"" + words + "\")";
        return switch (status) {
            case 401 ->
                "market: the vendor does not accept the API key" + quoted
                        + "; put a valid one into secrets.massive.api_key and load truth";
            case 403 ->
                "market: the account's plan does not include this data" + quoted
                        + "; upgrade it, or ask for less in truth";
            case 429 ->
                "market: too many requests for the account's plan" + quoted
                        + "; raise components.massive.snapshot_poll_sec";
            default -> "market: the vendor answered " + status + quoted;
        };
    }

    private static String tickers(String names) {
        return names.isEmpty() ? "" : "?tickers=" + names;
    }

    private static String words(String body) {
        try {
            JsonNode answer = tree(body);
            String words = answer.path("message").asText(answer.path("error").asText());
            String masked = SECRET.matcher(words).replaceAll("***");
            return masked.length() > LONGEST_MESSAGE ? masked.substring(0, LONGEST_MESSAGE) + "…" : masked;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static JsonNode tree(String json) {
        try {
            return Json.tree(TREE, json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("market: the vendor's answer is no JSON", e);
        }
    }
}
