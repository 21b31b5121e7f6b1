package marketswarm.market.vendor;

import java.util.List;
import marketswarm.market.Symbols;

/** The names of subscriptions, in the socket's spelling: {@code T.AAPL}, {@code XT.BTC-USD}, {@code C.EUR/USD}. */
public final class Topics {

    private Topics() {}

    /**
     * Every channel for every symbol, channel by channel, without repeats.
     *
     * @param channels the vendor's names: T, Q, A, AM, V, …
     * @param symbols REST spelling; {@code *} is all of them
     */
    public static List<String> of(List<String> channels, List<String> symbols) {
        return channels.stream()
                .flatMap(channel -> symbols.stream().map(symbol -> channel + "." + Symbols.socket(channel, symbol)))
                .distinct()
                .toList();
    }
}
