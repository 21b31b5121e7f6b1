package marketswarm.domain;

/** One message of the market as the tape prints it; each becomes one entry of {@code market:tick:<symbol>:stream}. */
public sealed interface Tick permits Trade, Quote, Bar, IndexValue, FairValue, PriceBand, Imbalance, Book, RawTick {

    /** The symbol in the vendor's REST spelling: {@code AAPL}, {@code I:SPX}, {@code X:BTCUSD}, {@code C:EURUSD}. */
    String symbol();

    /** The vendor's clock, epoch milliseconds. */
    long tsMs();

    /** When our socket read it, epoch milliseconds. */
    long receivedMs();
}
