package marketswarm.bench;

/**
 * What a drill is given.
 *
 * @param seconds how long faults are made
 * @param seed of everything that is left to chance
 * @param run its folder
 */
public record DrillRun(int seconds, long seed, Run run) {}
