package marketswarm.feed;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import marketswarm.domain.NewsItem;

/**
 * Finds the symbols that an item names: {@code $AAPL}, {@code (NASDAQ: AAPL)}, a company by name, and the bare symbols
 * of a known set. Precise rather than complete: a bare symbol that is one letter, a common word, or stands in a headline
 * all in capitals is not taken for one.
 */
public final class Tickers {

    static final int MAX = 8;

    private static final String SYMBOL = "[A-Z]{1,5}(?:[./-][A-Z]{1,2})?";
    private static final String EXCHANGE =
            "(?i:NASDAQ(?:GS|GM|CM)?|NYSE(?: ?(?:American|Arca|MKT))?|AMEX|CBOE|BATS|OTC(?:QB|QX|MKTS| Markets)?)";
    private static final Set<String> COMMON_WORDS = Set.of(
            ("A ADD AGO AI AIR ALL AM AN AND ANY APP ARE AS AT BE BIG BIT BOX BUY BY CAN CAR CASH CAT CEO CFO CO COST CPI CUT"
                            + " DAY DD DO DOW EAT EPS ET EU EV EVER FAST FED FOR FREE FUN FUND GAS GDP GO GOLD GOOD HAS HE"
                            + " HOPE HOT HUGE IF IN INFO IPO IS IT ITS JOB KEY LAND LAW LIFE LIVE LOVE LOW MAIN MAN ME NEW"
                            + " NEXT NICE NOW OF OIL OLD ON ONE OPEN OR OUT PAY PC PEAK PLAY PM POST PLAN RE REAL RUN SAFE"
                            + " SAY SEC SEE SELL SO SUN TECH TELL THE TO TOP TRUE TV TWO UK UN UP US USA USD VERY WAR WAY"
                            + " WE WELL WHO WIN WORK YOU YTD")
                    .split(" "));

    private final Supplier<Set<String>> live;
    private final Companies companies;
    private final Pattern mention;

    /** @param live symbols the market room knows now; asked once an item, so it should answer from memory */
    public Tickers(Supplier<Set<String>> live) {
        this(live, Companies.builtIn());
    }

    Tickers(Supplier<Set<String>> live, Companies companies) {
        this.live = live;
        this.companies = companies;
        this.mention = Pattern.compile("(?<![\\w$])\\$(?<cash>" + SYMBOL + ")(?![\\w$])"
                + "|\\b" + EXCHANGE + ":\\s?(?<listed>" + SYMBOL + "(?:, ?" + SYMBOL + ")*)(?!\\w)"
                + "|(?<![\\w.-])(?<company>" + companies.pattern() + ")(?![\\w-])"
                + "|(?<![\\w.$:/@#&'’-])(?<bare>[A-Z]{2,5}(?:\\.[A-Z]{1,2})?)(?![\\w&/@-]|\\.\\w)");
    }

    /** At most {@value #MAX}, without repetition, in the order of first mention in title, summary and text. */
    public List<String> named(NewsItem item) {
        Set<String> known = live.get();
        return Stream.of(item.title(), item.summary(), item.contentText())
                .filter(Objects::nonNull)
                .flatMap(text -> in(text, known).stream())
                .distinct()
                .limit(MAX)
                .toList();
    }

    private Set<String> in(String text, Set<String> known) {
        boolean shouted = text.equals(text.toUpperCase(Locale.ROOT));
        Set<String> found = new LinkedHashSet<>();
        for (Matcher m = mention.matcher(text); found.size() < MAX && m.find(); ) {
            if (m.group("cash") != null) found.add(spelled(m.group("cash")));
            else if (m.group("listed") != null) listed(m.group("listed"), found);
            else if (m.group("company") != null) found.add(companies.symbol(m.group("company")));
            else if (!shouted && isSymbol(m.group("bare"), known)) found.add(m.group("bare"));
        }
        return found;
    }

    private static void listed(String symbols, Set<String> found) {
        found.addAll(Stream.of(symbols.split(",", -1))
                .map(symbol -> spelled(symbol.strip()))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static boolean isSymbol(String word, Set<String> known) {
        return known.contains(word) && !COMMON_WORDS.contains(word);
    }

    /** Share classes as the vendor's REST interface spells them: BRK.B. */
    private static String spelled(String symbol) {
        return symbol.replace('-', '.').replace('/', '.');
    }
}
