package marketswarm.analysis;

import marketswarm.domain.Analysis;

/** What decides an answer: two calls of the same edition need not both be made. */
public record Edition(String inputHash, String model, String promptHash) {

    static Edition of(Analysis analysis) {
        var provenance = analysis.provenance();
        return new Edition(provenance.inputHash(), provenance.model(), provenance.promptHash());
    }
}
