package marketswarm.bench;

import java.nio.file.Path;

/**
 * What a benchmark is given.
 *
 * @param quick to be over within 50 s on two cores
 * @param options of the command line
 * @param folder its own, for the data and the logs of what it starts; empty at the start
 * @param report where its figures go
 */
public record Run(boolean quick, Options options, Path folder, Report report) {

    /** @return one of two, by what was asked for */
    int either(int quickly, int thoroughly) {
        return quick ? quickly : thoroughly;
    }

    /** The parts that are asked for. */
    public String only(String otherwise) {
        return options.only(otherwise);
    }
}
