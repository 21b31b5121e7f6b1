package marketswarm.analysis.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import marketswarm.redis.Json;

/**
 * How one server wants to be asked. Every refusal leads one step down, never up.
 *
 * @param unwanted parameters of truth that the server has refused by name
 */
record Manner(Rung rung, LengthLimit lengthLimit, Set<String> unwanted) {

    /** As firmly as can be, with what every server has always known. */
    static final Manner FIRMEST = new Manner(Rung.JSON_SCHEMA, LengthLimit.MAX_TOKENS, Set.of());

    /** How firmly JSON is asked for. */
    enum Rung {
        JSON_SCHEMA,
        JSON_OBJECT,
        PROMPT_ONLY;

        private Rung below() {
            return this == JSON_SCHEMA ? JSON_OBJECT : PROMPT_ONLY;
        }
    }

    /** What the limit of the answer's length is called. */
    enum LengthLimit {
        MAX_TOKENS("max_tokens"),
        MAX_COMPLETION_TOKENS("max_completion_tokens"),
        UNLIMITED("");

        private final String parameter;

        LengthLimit(String parameter) {
            this.parameter = parameter;
        }

        private LengthLimit next() {
            return this == MAX_TOKENS ? MAX_COMPLETION_TOKENS : UNLIMITED;
        }
    }

    Manner {
        unwanted = Set.copyOf(unwanted);
    }

    /** Adds what differs from server to server. */
    void applyTo(ObjectNode body, ModelSettings settings) {
        settings.parameters().forEach((name, value) -> {
            if (!unwanted.contains(name)) body.set(name, Json.MAPPER.valueToTree(value));
        });
        if (lengthLimit != LengthLimit.UNLIMITED) body.put(lengthLimit.parameter, settings.maxAnswerTokens());
        if (rung == Rung.PROMPT_ONLY) return;
        ObjectNode format = body.putObject("response_format");
        format.put("type", rung == Rung.JSON_SCHEMA ? "json_schema" : "json_object");
        if (rung == Rung.JSON_OBJECT) return;
        ObjectNode schema = format.putObject("json_schema");
        schema.put("name", "analysis").put("strict", true);
        schema.set("schema", AnswerSchema.TREE);
    }

    /** @return the next manner to try, empty when the trouble is about something else */
    Optional<Manner> after(Trouble trouble, Set<String> parameters) {
        if (lengthLimit != LengthLimit.UNLIMITED && trouble.refuses(lengthLimit.parameter))
            return Optional.of(new Manner(rung, lengthLimit.next(), unwanted));
        if (rung != Rung.PROMPT_ONLY && trouble.refusesFormat())
            return Optional.of(new Manner(rung.below(), lengthLimit, unwanted));
        return parameters.stream()
                .filter(name -> !unwanted.contains(name) && trouble.refuses(name))
                .findFirst()
                .map(name -> new Manner(rung, lengthLimit, with(name)));
    }

    private Set<String> with(String name) {
        Set<String> more = new HashSet<>(unwanted);
        more.add(name);
        return more;
    }
}
