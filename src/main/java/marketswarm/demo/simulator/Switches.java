package marketswarm.demo.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Set;

/**
 * Everything about the vendor that can be turned while the simulator runs: what is not established about the real one,
 * and what goes wrong now and then. Fractions are of 1.
 *
 * @param victim who loses the connection when a plan's number is exceeded
 * @param acknowledgements how they are put into frames
 * @param authTimeoutMs how long a socket may stay without a key
 * @param serverPingMs how often the server pings; 0 never
 * @param slowReaderBytes unsent bytes at which a reader is cut off
 * @param slowReaderClose the close code it gets; 0 ends TCP without a close frame
 * @param optionQuotes how many option contracts a socket may have quotes of; 0 any number
 * @param optionQuotesBeyond the answer to more
 * @param subscribeTopics topics of a subscribe command that are heard, the rest is passed over; 0 all
 * @param subscribeBytes length of a command at which the socket is closed with 1009; 0 any
 * @param quoteSize what the sizes of stock quotes count
 * @param fairValueTime unit of an FMV's time on the socket
 * @param unansweredTopics wanted in vain: neither acknowledged nor sent
 * @param silentTopics acknowledged, but never sent
 * @param halted symbols in REST's spelling that are neither traded nor quoted; of stocks LULD says when that begins and ends
 * @param paused the market stands still
 * @param duplicates of the events, sent a second time at once or later
 * @param outOfOrder of the events, sent up to {@code outOfOrderMs} too late; REST has them in their place
 * @param lateTrades of the stock trades, reported {@code lateTradesMs} after they were made
 * @param sequenceFaults of the stock trades, whose sequence number is that of the one before or runs backwards
 * @param fractionalSizes of the stock trades, of half a share more; bars then have an average size with decimals too
 * @param corrections of the bars, sent again a while later with one more trade
 * @param malformed of the events, followed by an element that is none
 * @param unknown of the events, followed by one of a channel that nobody knows
 * @param refuse HTTP status that answers handshakes and REST; 0 serves them
 * @param restRefuse HTTP status that answers REST only; 0 serves it
 * @param restDelayMs how long REST thinks before it answers
 * @param restLagMs how much later than the socket REST shows a trade or quote
 * @param restLagJitterMs up to so much later still, at random
 * @param retryAfter of a 429: empty leaves the header out, a number of seconds, or {@code date}
 * @param marketStatus {@code open}, {@code closed} or {@code extended-hours}, as REST tells it
 * @param snapshotsCleared the day's figures are empty, as from 3:30 to 4:00 in New York
 */
public record Switches(
        Victim victim,
        Acknowledgements acknowledgements,
        long authTimeoutMs,
        long serverPingMs,
        long slowReaderBytes,
        int slowReaderClose,
        int optionQuotes,
        Beyond optionQuotesBeyond,
        int subscribeTopics,
        int subscribeBytes,
        SizeUnit quoteSize,
        TimeUnit fairValueTime,
        Set<String> unansweredTopics,
        Set<String> silentTopics,
        Set<String> halted,
        boolean paused,
        double duplicates,
        double outOfOrder,
        long outOfOrderMs,
        double lateTrades,
        long lateTradesMs,
        double sequenceFaults,
        double fractionalSizes,
        double corrections,
        double malformed,
        double unknown,
        int refuse,
        int restRefuse,
        long restDelayMs,
        long restLagMs,
        long restLagJitterMs,
        String retryAfter,
        String marketStatus,
        boolean snapshotsCleared) {

    /** Whether answers to one command come together. */
    public enum Acknowledgements {
        @JsonProperty("batched")
        BATCHED,
        @JsonProperty("one_per_frame")
        ONE_PER_FRAME,
        @JsonProperty("mixed")
        MIXED
    }

    /** What happens to what is too much. */
    public enum Beyond {
        @JsonProperty("silence")
        SILENCE,
        @JsonProperty("error")
        ERROR,
        @JsonProperty("truncate")
        TRUNCATE
    }

    /** Round lots are hundreds of shares. */
    public enum SizeUnit {
        @JsonProperty("shares")
        SHARES,
        @JsonProperty("round_lots")
        ROUND_LOTS
    }

    public enum TimeUnit {
        @JsonProperty("ms")
        MS,
        @JsonProperty("ns")
        NS
    }

    public Switches {
        unansweredTopics = Set.copyOf(unansweredTopics);
        silentTopics = Set.copyOf(silentTopics);
        halted = Set.copyOf(halted);
        fraction("duplicates", duplicates);
        fraction("out_of_order", outOfOrder);
        fraction("late_trades", lateTrades);
        fraction("sequence_faults", sequenceFaults);
        fraction("fractional_sizes", fractionalSizes);
        fraction("corrections", corrections);
        fraction("malformed", malformed);
        fraction("unknown", unknown);
        if (slowReaderBytes < 1) throw new IllegalArgumentException("slow_reader_bytes must be 1 or more");
        if (!Set.of("open", "closed", "extended-hours").contains(marketStatus))
            throw new IllegalArgumentException("market_status must be open, closed or extended-hours");
        if (!retryAfter.matches("|\\d{1,9}|date"))
            throw new IllegalArgumentException("retry_after must be empty, a number of seconds, or date");
    }

    /** A vendor on a good day. */
    static Switches defaults() {
        return new Switches(
                Victim.NEWEST,
                Acknowledgements.BATCHED,
                Duration.ofSeconds(30).toMillis(),
                0,
                16 << 20,
                0,
                1_000,
                Beyond.SILENCE,
                0,
                0,
                SizeUnit.SHARES,
                TimeUnit.MS,
                Set.of(),
                Set.of(),
                Set.of(),
                false,
                0,
                0,
                2_000,
                0,
                Duration.ofMinutes(15).toMillis(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                "open",
                false);
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) throw new IllegalArgumentException(name + " must be between 0 and 1");
    }
}
