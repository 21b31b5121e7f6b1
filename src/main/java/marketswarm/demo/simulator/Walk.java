package marketswarm.demo.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The random walk of one symbol: quotes around a moving middle, trades at bid or ask, bars over those trades. Its
 * random numbers are its own, so that what a symbol does depends on seed, start and rate only. StrictMath, because
 * equal seeds must give equal bytes on every machine.
 */
final class Walk {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int TRADES_PERCENT = 55;
    private static final int OFF_EXCHANGE_PERCENT = 15;
    private static final double MOMENTUM_KEPT = 0.98;
    private static final double PULL_TO_CLOSE = 0.0002;
    private static final double LARGEST_DISTANCE = 0.08;
    private static final int FINRA_CARTERET = 202;
    private static final int ODD_LOT = 37;
    private static final int SWEEP = 14;
    private static final int[] EXCHANGES = {11, 12, 19, 8, 15, 10};
    private static final int[] OPTION_EXCHANGES = {302, 309, 313, 316};
    private static final int ELECTRONIC = 233;

    private final Listing listing;
    private final Random random;
    private final double rate;
    private final long firstNumber;
    private final Window second;
    private final Window minute;
    private final Window day;
    private final Announcements announcements;

    private double middle;
    private double momentum;
    private long secondEndMs;
    private long nextTickNs;
    private long lastTickNs;
    private long sequence;
    private long trades;
    private long quotes;
    private long bars;
    private boolean halted;

    /** @param rate trades and quotes a second */
    Walk(Listing listing, long seed, long startMs, double rate) {
        this.listing = listing;
        this.random = new Random(seed * 31 + listing.symbol().hashCode());
        this.rate = rate;
        // Ids must differ between two runs of one day, else a reader that removes duplicates drops the second run.
        this.firstNumber = startMs % 86_400_000 * 10;
        this.sequence = firstNumber;
        this.second = new Window(listing);
        this.minute = new Window(listing);
        this.day = new Window(listing);
        this.announcements = new Announcements(listing);
        this.middle = listing.previousClose() * (1 + 0.004 * random.nextGaussian());
        this.secondEndMs = startMs - startMs % 1000 + 1000;
        this.lastTickNs = startMs * 1_000_000;
        this.nextTickNs = lastTickNs + gapNs();
        openDay();
    }

    long nextNs() {
        return Math.min(nextTickNs, secondEndMs * 1_000_000);
    }

    void step(Consumer<Print> out) {
        if (nextTickNs < secondEndMs * 1_000_000) tick(out);
        else {
            announcements.at(secondEndMs, middle).forEach(out);
            endSecond(out);
        }
    }

    /** Trading was halted until {@code untilMs}, and is still or goes on from there; each change is announced once. */
    void halt(boolean now, long untilMs, Consumer<Print> out) {
        standStill(untilMs, out);
        if (now != halted) announcements.halt(now, untilMs, middle).forEach(out);
        halted = now;
    }

    boolean isHalted() {
        return halted;
    }

    String symbol() {
        return listing.symbol();
    }

    void standStill(long untilMs, Consumer<Print> out) {
        nextTickNs = Math.max(nextTickNs, untilMs * 1_000_000);
        while (secondEndMs < untilMs) endSecond(out);
    }

    private void openDay() {
        BigDecimal price = listing.price(middle);
        double traded = listing.market() == Market.STOCKS ? 4_000_000 : 2_000 * listing.typicalSize();
        day.add(price, listing.size(traded * (0.5 + random.nextDouble())));
    }

    private void endSecond(Consumer<Print> out) {
        Print.Day soFar = day.day();
        if (!second.isEmpty()) out.accept(second.close(++bars, false, secondEndMs - 1000, secondEndMs, soFar));
        if (secondEndMs % 60_000 == 0 && !minute.isEmpty()) {
            out.accept(minute.close(++bars, true, secondEndMs - 60_000, secondEndMs, soFar));
        }
        secondEndMs += 1000;
    }

    private void tick(Consumer<Print> out) {
        long now = nextTickNs;
        move((now - lastTickNs) / (double) SECOND_NS);
        out.accept(
                switch (listing.market()) {
                    case INDICES -> value(now);
                    case FOREX -> quote(now);
                    default -> random.nextInt(100) < TRADES_PERCENT ? trade(now) : quote(now);
                });
        lastTickNs = now;
        nextTickNs = now + gapNs();
    }

    private void move(double seconds) {
        momentum = MOMENTUM_KEPT * momentum + (1 - MOMENTUM_KEPT) * random.nextGaussian();
        double distance = middle / listing.previousClose() - 1;
        double change = listing.volatility() * StrictMath.sqrt(seconds) * (random.nextGaussian() + momentum);
        middle *= 1 + change - PULL_TO_CLOSE * distance * seconds;
        middle = Math.min(middle, listing.previousClose() * (1 + LARGEST_DISTANCE));
        middle = Math.max(middle, listing.previousClose() * (1 - LARGEST_DISTANCE));
    }

    private Print.Value value(long now) {
        BigDecimal value = listing.price(middle);
        count(value, BigDecimal.ONE);
        return new Print.Value(listing, ++quotes, now, value);
    }

    private Print.Quote quote(long now) {
        BigDecimal bid = bid();
        if (listing.market() == Market.FOREX) count(bid, BigDecimal.ONE);
        sequence += 1 + random.nextInt(5);
        return new Print.Quote(
                listing, ++quotes, now, bid, size(), ask(), size(), exchange(), exchange(), sequence, lagNs());
    }

    private Print.Trade trade(long now) {
        boolean bought = random.nextBoolean();
        BigDecimal price = bought ? ask() : bid();
        BigDecimal size = size();
        count(price, size);
        sequence += 1 + random.nextInt(5);
        boolean offExchange = listing.market() == Market.STOCKS && random.nextInt(100) < OFF_EXCHANGE_PERCENT;
        return new Print.Trade(
                listing,
                ++trades,
                now,
                price,
                size,
                offExchange ? Print.OFF_EXCHANGE : exchange(),
                conditions(size, bought),
                Long.toString(firstNumber + trades),
                sequence,
                bought ? 2 : 1,
                offExchange ? FINRA_CARTERET : 0,
                lagNs());
    }

    private void count(BigDecimal price, BigDecimal size) {
        second.add(price, size);
        minute.add(price, size);
        day.add(price, size);
    }

    private List<Integer> conditions(BigDecimal size, boolean bought) {
        if (listing.market() == Market.CRYPTO) return List.of(bought ? 2 : 1);
        if (listing.market() == Market.OPTIONS) return List.of(ELECTRONIC);
        if (listing.market() == Market.FUTURES) return List.of();
        if (size.intValue() < 100) return List.of(ODD_LOT);
        return random.nextInt(4) == 0 ? List.of(SWEEP) : List.of();
    }

    private BigDecimal bid() {
        return listing.price(middle - listing.halfSpread() * listing.step());
    }

    private BigDecimal ask() {
        return listing.price(middle + listing.halfSpread() * listing.step());
    }

    /** Round lots three times of four, as most stock trades that set a price are. */
    private BigDecimal size() {
        double typical = listing.typicalSize();
        if (listing.market() == Market.CRYPTO) return listing.size(-typical * StrictMath.log(1 - random.nextDouble()));
        return random.nextInt(4) == 0
                ? listing.size(1 + random.nextInt(99) * typical / 100)
                : listing.size(typical * (1 + random.nextInt(5)));
    }

    private int exchange() {
        return listing.market() == Market.STOCKS ? EXCHANGES[random.nextInt(EXCHANGES.length)] : exchangeElsewhere();
    }

    private int exchangeElsewhere() {
        return switch (listing.market()) {
            case FOREX -> 48;
            case OPTIONS -> OPTION_EXCHANGES[random.nextInt(OPTION_EXCHANGES.length)];
            default -> 1;
        };
    }

    private long lagNs() {
        return 200_000L + random.nextInt(4_000_000);
    }

    /** Exponential, so that ticks come in bursts and pauses; a mean of {@code 1 / rate}. */
    private long gapNs() {
        double seconds = -StrictMath.log(1 - random.nextDouble()) / rate;
        return Math.max(1_000, (long) (seconds * SECOND_NS));
    }
}
