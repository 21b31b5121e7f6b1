package marketswarm.demo.simulator;

/**
 * Trades and quotes at a rate of choice instead of a market, to find out what a client can take. Every socket that
 * subscribes gets all of it; the symbols are {@code LD00001}, {@code LD00002}, …
 *
 * @param eventsPerSecond of one socket; 0 is as many as it takes
 * @param symbols how many there are; they take turns
 * @param eventsPerFrame how many elements a frame has
 * @param events after which it is enough; 0 goes on for ever
 */
public record Load(double eventsPerSecond, int symbols, int eventsPerFrame, long events) {

    private static final int MOST_SYMBOLS = 99_999;
    private static final int MOST_EVENTS_PER_FRAME = 4_000;

    public Load {
        if (eventsPerSecond < 0) throw new IllegalArgumentException("simulator: the rate must not be below 0");
        between(1, MOST_SYMBOLS, symbols, "the symbols");
        between(1, MOST_EVENTS_PER_FRAME, eventsPerFrame, "the events of a frame");
        if (events < 0) throw new IllegalArgumentException("simulator: the events must not be below 0");
    }

    /** @param number from 1 */
    static String symbol(int number) {
        return String.format("LD%05d", number);
    }

    private static void between(int least, int most, int given, String what) {
        if (given < least || given > most) {
            throw new IllegalArgumentException("simulator: " + what + " must be between " + least + " and " + most);
        }
    }
}
