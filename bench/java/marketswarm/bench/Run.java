package marketswarm.bench;

import java.nio.file.Path;

/**
 * What a benchmark is given.
 *
 * @param quick to be over within 50 s on two cores
 * @param folder its own, for the data and the logs of what it starts; empty at the start
 * @param report where its figures go
 */
record Run(boolean quick, Path folder, Report report) {

    /** @return one of two, by what was asked for */
    int either(int quickly, int thoroughly) {
        return quick ? quickly : thoroughly;
    }
}
