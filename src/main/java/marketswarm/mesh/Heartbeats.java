package marketswarm.mesh;

import java.util.List;
import java.util.Map;

/** The services of one process, each beating at its own cadence. */
public final class Heartbeats {

    private final List<Heartbeat> hearts;

    public Heartbeats(List<Heartbeat> hearts) {
        this.hearts = List.copyOf(hearts);
    }

    /** To be called once a second: beats those that are due and returns their log records. */
    public List<Map<String, String>> beat() {
        return hearts.stream().filter(Heartbeat::due).map(Heartbeat::beat).toList();
    }
}
