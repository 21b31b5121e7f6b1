package marketswarm.bench;

/**
 * Something that must hold of each of many.
 *
 * @param words what is promised
 * @param of how many it is promised
 * @param broken for how many it does not hold
 * @param duplicates whether those that break it are there once too often, rather than lost
 */
public record Promise(String words, long of, long broken, boolean duplicates) {

    /** That each of them is there. */
    public static Promise of(String words, long of, long broken) {
        return new Promise(words, of, broken, false);
    }

    /** That none is there twice. */
    public static Promise once(String words, long of, long broken) {
        return new Promise(words, of, broken, true);
    }

    public boolean kept() {
        return broken == 0;
    }
}
