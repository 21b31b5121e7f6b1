package marketswarm.analysis.rules;

/** One way in which words of a clause together are good or bad news. */
interface Rule {

    /** @return above zero what speaks for, below zero what speaks against; claims what it has spoken for */
    double at(Scene scene, int span);
}
