package marketswarm.mesh;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** The services of one process, each beating at its own cadence, and at once when its standing is another. */
public final class Heartbeats {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    private final List<Heartbeat> hearts;

    public Heartbeats(List<Heartbeat> hearts) {
        this.hearts = List.copyOf(hearts);
    }

    /** To be called once a second: beats those that are due and returns their log records. */
    public List<Map<String, String>> beat() {
        return hearts.stream().filter(Heartbeat::due).map(Heartbeat::beat).toList();
    }

    /** Says that they end because they were asked to; who cannot be told sees them go down. */
    public void farewell() {
        try {
            hearts.forEach(Heartbeat::farewell);
        } catch (JedisException e) {
            LOG.debug("mesh: no farewell", e);
        }
    }
}
