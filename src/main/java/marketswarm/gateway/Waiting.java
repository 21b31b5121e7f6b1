package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What waits for one reader: of ticks, snapshots and states the newest on each subject, of all else everything. A newer one
 * stands behind all that came before it, so that ids never go back, and a tick says how many it stands for.
 */
final class Waiting {

    private final Map<String, Late> bySlot = new LinkedHashMap<>();
    private int kept;

    private record Late(Message message, int conflated) {}

    boolean isEmpty() {
        return bySlot.isEmpty();
    }

    /** How many wait that nothing newer replaces. */
    int kept() {
        return kept;
    }

    /** @return whether an older one gave it its place */
    boolean add(Message message) {
        if (!message.latest()) kept++;
        Late older = bySlot.remove(message.slot());
        bySlot.put(message.slot(), new Late(message, older == null ? 0 : older.conflated() + 1));
        return older != null;
    }

    /**
     * The oldest of them go, until there are so many bytes.
     *
     * @return how many went
     */
    int moveTo(Buffer bytes, int enough) {
        int moved = 0;
        Iterator<Late> next = bySlot.values().iterator();
        while (next.hasNext() && bytes.length() < enough) {
            Late late = next.next();
            next.remove();
            late.message().appendTo(bytes, late.conflated());
            moved++;
            if (!late.message().latest()) kept--;
        }
        return moved;
    }

    void clear() {
        bySlot.clear();
        kept = 0;
    }
}
