package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the ticker of an option says: {@code O:SPY270115C00660000} is the call on SPY at 660 that expires on 2027-01-15.
 *
 * @param type {@code call} or {@code put}
 */
record OptionContract(Listing listing, String underlying, String expires, String type, BigDecimal strike) {

    private static final Pattern TICKER = Pattern.compile("O:(\\D+)(\\d\\d)(\\d\\d)(\\d\\d)([CP])(\\d{8})");
    private static final int SHARES = 100;
    private static final int THOUSANDTHS = 3;

    static OptionContract of(Listing listing) {
        Matcher ticker = TICKER.matcher(listing.symbol());
        if (!ticker.matches()) throw new IllegalStateException("simulator: no option contract: " + listing.symbol());
        return new OptionContract(
                listing,
                ticker.group(1),
                "20" + ticker.group(2) + "-" + ticker.group(3) + "-" + ticker.group(4),
                ticker.group(5).equals("C") ? "call" : "put",
                Listing.trimmed(new BigDecimal(ticker.group(6)).movePointLeft(THOUSANDTHS)));
    }

    /** A result of {@code /v3/snapshot/options}. */
    ObjectNode snapshot(History history) {
        ObjectNode json = SnapshotJson.universal(listing, history.of(listing), "open");
        json.set("day", json.remove("session"));
        json.retain("day", "last_trade", "last_quote");
        json.putObject("details")
                .put("contract_type", type)
                .put("exercise_style", "american")
                .put("expiration_date", expires)
                .put("shares_per_contract", SHARES)
                .put("strike_price", strike)
                .put("ticker", listing.symbol());
        BigDecimal premium = listing.close();
        json.put("break_even_price", type.equals("call") ? strike.add(premium) : strike.subtract(premium));
        json.put("open_interest", 1_543).put("implied_volatility", new BigDecimal("0.21"));
        json.putObject("underlying_asset").put("ticker", underlying).put("timeframe", "REAL-TIME");
        return json;
    }
}
