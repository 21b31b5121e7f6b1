package marketswarm.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import marketswarm.domain.NewsItem;

/** An item as an entry of {@code rss:queue}: what a person who looks at the queue wants to see, the rest is looked up. */
public final class WorkUnit {

    /** Says how many attempts have failed, of a unit that is back in the queue. */
    public static final String ATTEMPTS = "attempts";

    /** Says how often it has waited for the analysis of its story, of a unit that is back in the queue. */
    public static final String WAITS = "waits";

    private WorkUnit() {}

    /** Whether it was in the queue before: work again, but no news. */
    public static boolean isBack(Map<String, String> unit) {
        return unit.containsKey(ATTEMPTS) || unit.containsKey(WAITS);
    }

    /** @return the entry's fields, in their order; what the item has not is absent */
    public static Map<String, String> of(NewsItem item) {
        Map<String, String> unit = new LinkedHashMap<>();
        unit.put("uid", item.uid());
        if (!item.url().isEmpty()) unit.put("url", item.url());
        unit.put("title", item.title());
        unit.put("source", item.source());
        unit.put("category", item.category());
        if (item.revision() > 0) unit.put("revision", String.valueOf(item.revision()));
        return unit;
    }
}
