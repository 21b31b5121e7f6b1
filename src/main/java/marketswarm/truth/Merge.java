package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Deep merge of two documents: the overlay wins, objects are merged, everything else is replaced. */
public final class Merge {

    private Merge() {}

    /** A new document; neither argument is changed. */
    public static ObjectNode of(ObjectNode base, ObjectNode overlay) {
        ObjectNode merged = base.deepCopy();
        overlay.properties().forEach(field -> {
            JsonNode below = merged.get(field.getKey());
            JsonNode above = field.getValue();
            boolean both = below instanceof ObjectNode && above instanceof ObjectNode;
            merged.set(field.getKey(), both ? of((ObjectNode) below, (ObjectNode) above) : above.deepCopy());
        });
        return merged;
    }
}
