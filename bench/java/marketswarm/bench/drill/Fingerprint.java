package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.redis.Json;

/** 64 bits of an entry's fields, the same whether they come from Redis or as an event of the stream. */
final class Fingerprint {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Fingerprint() {}

    static long of(JsonNode event) {
        Map<String, String> fields = new TreeMap<>();
        event.properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString()));
        return of(fields);
    }

    static long of(Map<String, String> fields) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(fields)
                .forEach((name, value) ->
                        text.append(name).append('=').append(plain(value)).append('\n'));
        return of(text.toString());
    }

    // JSON within a field is written anew on its way
    private static String plain(String value) {
        return value.startsWith("{") ? Json.read(value, JsonNode.class).toString() : value;
    }

    static long of(String text) {
        long hash = OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * PRIME;
        return hash;
    }
}
