package marketswarm.demo.simulator;

import static marketswarm.demo.simulator.Listing.stock;

import java.util.List;
import java.util.Optional;

/** Everything the simulated vendor lists. Prices and movements are plausible, not real. */
final class Listings {

    static final List<Listing> ALL = List.of(
            stock("AAPL", "Apple Inc.", 232.14, 0.00012, 1, 3),
            stock("MSFT", "Microsoft Corp", 471.86, 0.00011, 2, 3),
            stock("NVDA", "Nvidia Corp", 178.32, 0.00022, 1, 3),
            stock("AMZN", "Amazon.Com Inc", 226.47, 0.00014, 1, 3),
            stock("GOOGL", "Alphabet Inc. Class A Common Stock", 252.91, 0.00014, 1, 3),
            stock("META", "Meta Platforms, Inc. Class A Common Stock", 641.38, 0.00015, 4, 3),
            stock("TSLA", "Tesla, Inc. Common Stock", 408.55, 0.00026, 3, 3),
            stock("JPM", "JPMorgan Chase & Co.", 308.72, 0.00010, 2, 1),
            stock("XOM", "Exxon Mobil Corporation", 116.23, 0.00010, 1, 1),
            stock("BRK.B", "Berkshire Hathaway Inc. Class B", 498.64, 0.00007, 5, 1),
            stock("SPY", "SPDR S&P 500 ETF Trust", 662.08, 0.00006, 1, 2),
            stock("QQQ", "Invesco QQQ Trust, Series 1", 596.41, 0.00008, 1, 3),
            new Listing(Market.CRYPTO, "X:BTCUSD", "BTC-USD", "Bitcoin - USD", 92_418.55, 2, 0.00014, 90, 0.05, 8, 0),
            new Listing(Market.CRYPTO, "X:ETHUSD", "ETH-USD", "Ethereum - USD", 3_046.72, 2, 0.00018, 12, 0.8, 8, 0),
            new Listing(
                    Market.FOREX,
                    "C:EURUSD",
                    "EUR/USD",
                    "Euro - United States dollar",
                    1.15243,
                    5,
                    0.00003,
                    3,
                    1,
                    0,
                    0),
            option("O:SPY270115C00660000", "SPY call 660, January 2027", 21.4),
            option("O:SPY270115P00650000", "SPY put 650, January 2027", 14.85),
            option("O:AAPL270115C00235000", "AAPL call 235, January 2027", 11.2),
            future("ESH7", "E-mini S&P 500, March 2027", 6_688.25, 0.00006),
            future("NQH7", "E-mini Nasdaq-100, March 2027", 24_610.5, 0.00008),
            future("CLG7", "Light sweet crude oil, February 2027", 61.37, 0.0001),
            new Listing(Market.INDICES, "I:NDX", "I:NDX", "Nasdaq-100", 24_518.9, 2, 0.00008, 0, 1, 0, 0),
            new Listing(Market.INDICES, "I:SPX", "I:SPX", "S&P 500", 6_621.34, 2, 0.00006, 0, 1, 0, 0));

    private Listings() {}

    private static Listing option(String contract, String name, double close) {
        return new Listing(Market.OPTIONS, contract, contract, name, close, 2, 0.0006, 3, 2, 0, 0);
    }

    private static Listing future(String contract, String name, double close, double volatility) {
        return new Listing(Market.FUTURES, contract, contract, name, close, 2, volatility, 13, 2, 0, 0);
    }

    /** By REST spelling; crypto and forex also with the hyphen that the vendor's newer pages allow: X:BTC-USD. */
    static Optional<Listing> find(String symbol) {
        String plain = symbol.contains(":") ? symbol.replace("-", "") : symbol;
        return ALL.stream().filter(listing -> listing.symbol().equals(plain)).findFirst();
    }

    static List<Listing> of(Market market) {
        return ALL.stream().filter(listing -> listing.market() == market).toList();
    }
}
