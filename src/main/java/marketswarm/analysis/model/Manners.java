package marketswarm.analysis.model;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of each server's manner, so that no item pays twice for what a server refused once. */
final class Manners {

    private static final Logger LOG = LoggerFactory.getLogger(Manners.class);

    private final Map<ModelSettings.Endpoint, Manner> known = new ConcurrentHashMap<>();

    Manner of(ModelSettings.Endpoint endpoint) {
        return known.computeIfAbsent(endpoint, e -> Manner.FIRMEST);
    }

    /** @return false when the trouble is not about the way of asking */
    boolean learn(ModelSettings settings, Manner asked, Trouble trouble) {
        Optional<Manner> next = asked.after(trouble, settings.parameters().keySet());
        if (next.isEmpty()) return false;
        // else another thread has learned the same, or more, meanwhile
        if (known.replace(settings.endpoint(), asked, next.get()))
            LOG.info("analysis: the server is asked otherwise model={} manner={}", settings.model(), next.get());
        return true;
    }
}
