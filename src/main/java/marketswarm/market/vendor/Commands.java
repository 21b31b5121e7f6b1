package marketswarm.market.vendor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import marketswarm.redis.Json;

/** The text frames a client may send: one object with an action and its parameters. */
public final class Commands {

    /** The vendor's own limit is not known; other clients do well with this. */
    private static final int TOPICS_PER_FRAME = 500;

    private record Command(String action, String params) {}

    private Commands() {}

    public static String auth(String apiKey) {
        return Json.write(new Command("auth", apiKey));
    }

    public static List<String> subscribe(Collection<String> topics) {
        return frames("subscribe", List.copyOf(topics));
    }

    public static List<String> unsubscribe(Collection<String> topics) {
        return frames("unsubscribe", List.copyOf(topics));
    }

    private static List<String> frames(String action, List<String> topics) {
        var frames = new ArrayList<String>();
        for (int from = 0; from < topics.size(); from += TOPICS_PER_FRAME) {
            List<String> some = topics.subList(from, Math.min(topics.size(), from + TOPICS_PER_FRAME));
            frames.add(Json.write(new Command(action, String.join(",", some))));
        }
        return frames;
    }
}
