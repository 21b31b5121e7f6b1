package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import marketswarm.redis.Json;

/** How the answers of the REST mirror are put together. */
final class Rest {

    private Rest() {}

    /** {@code {"<name>": […]}}. */
    static ObjectNode list(String name, Collection<ObjectNode> documents) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ArrayNode list = answer.putArray(name);
        documents.forEach(list::add);
        return answer;
    }
}
