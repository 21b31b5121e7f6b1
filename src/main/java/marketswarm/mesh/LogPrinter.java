package marketswarm.mesh;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import marketswarm.redis.StreamEntry;

/** Prints the log records that truth wants to see, one line each. */
public final class LogPrinter {

    private final PrintStream out;
    private final Supplier<Terms> terms;
    private final AtomicLong printed = new AtomicLong();
    private final AtomicLong hidden = new AtomicLong();

    /** What truth says of printing. */
    public record Terms(LogForm form, LogFilter filter) {}

    /** @param terms asked before every batch */
    public LogPrinter(PrintStream out, Supplier<Terms> terms) {
        this.out = out;
        this.terms = terms;
    }

    /** @param entries of {@code log:<channel>:stream}, in their order */
    public void print(List<StreamEntry> entries) {
        Terms now = terms.get();
        for (StreamEntry entry : entries) {
            boolean wanted = now.filter().wants(entry);
            if (wanted) out.println(now.form().print(entry));
            (wanted ? printed : hidden).incrementAndGet();
        }
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("printed", printed.toString(), "hidden", hidden.toString());
    }
}
