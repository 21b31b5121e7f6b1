package marketswarm.mesh;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.redis.Json;
import marketswarm.redis.StreamEntry;

/** Prints log records as JSON lines, one a record, with the channel they came from. */
public final class LogPrinter {

    private final PrintStream out;
    private final AtomicLong printed = new AtomicLong();

    public LogPrinter(PrintStream out) {
        this.out = out;
    }

    /** @param entries of {@code log:<channel>:stream}, in their order */
    public void print(List<StreamEntry> entries) {
        for (StreamEntry entry : entries) {
            var line = new LinkedHashMap<String, String>();
            line.put("channel", entry.key().replaceFirst("^log:(.*):stream$", "$1"));
            line.putAll(entry.fields());
            out.println(Json.write(line));
            printed.incrementAndGet();
        }
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("printed", printed.toString());
    }
}
