package marketswarm.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is told on the command line to what is run; each looks at what is for it. */
public final class Options {

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to run; without a name they are listed.")
    private List<String> names = List.of();

    @Option(names = "--only", paramLabel = "PARTS", description = "Where it has several, these.")
    private @Nullable String only;

    @Option(names = "--minutes", paramLabel = "N", description = "How long, where that is left open.")
    private @Nullable Integer minutes;

    @Option(names = "--no-peer", description = "Without the peer.")
    private boolean withoutPeer;

    /** Of what knows neither minutes nor peers. */
    public static Options of(@Nullable String only) {
        Options options = new Options();
        options.only = only;
        return options;
    }

    List<String> names() {
        return names;
    }

    String only(String otherwise) {
        return only == null ? otherwise : only;
    }

    int minutes(int otherwise) {
        return minutes == null ? otherwise : minutes;
    }

    boolean hasPeer() {
        return !withoutPeer;
    }
}
