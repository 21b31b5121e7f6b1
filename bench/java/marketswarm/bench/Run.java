package marketswarm.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * What a benchmark is given.
 *
 * @param quick to be over within 50 s on two cores
 * @param words of the command line, for options that are its own
 * @param folder its own, for the data and the logs of what it starts; empty at the start
 * @param report where its figures go
 */
public record Run(boolean quick, List<String> words, Path folder, Report report) {

    /** @return one of two, by what was asked for */
    int either(int quickly, int thoroughly) {
        return quick ? quickly : thoroughly;
    }

    /** What the command line says after {@code --<name>=}. */
    public String option(String name, String otherwise) {
        String start = "--" + name + "=";
        return words.stream()
                .filter(word -> word.startsWith(start))
                .map(word -> word.substring(start.length()))
                .findFirst()
                .orElse(otherwise);
    }
}
