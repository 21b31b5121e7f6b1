package marketswarm.admin;

/**
 * One thing that doctor looked at.
 *
 * @param finding what is so
 * @param next what to do; empty where nothing is wrong
 */
record Check(String name, Verdict verdict, String finding, String next) {

    enum Verdict {
        OK("ok", "✓"),
        DOUBT("warning", "!"),
        TROUBLE("trouble", "✗");

        final String word;
        final String mark;

        Verdict(String word, String mark) {
            this.word = word;
            this.mark = mark;
        }
    }

    static Check ok(String name, String finding) {
        return new Check(name, Verdict.OK, finding, "");
    }

    /** Works, but will not always. */
    static Check doubt(String name, String finding, String next) {
        return new Check(name, Verdict.DOUBT, finding, next);
    }

    static Check trouble(String name, String finding, String next) {
        return new Check(name, Verdict.TROUBLE, finding, next);
    }

    boolean isTrouble() {
        return verdict == Verdict.TROUBLE;
    }
}
