package marketswarm.feed.story;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.domain.NewsItem;
import marketswarm.feed.story.Companies.Name;
import marketswarm.feed.story.Companies.Sense;
import org.jspecify.annotations.Nullable;

/**
 * Finds the symbols that an item names: {@code $AAPL}, {@code (NASDAQ: AAPL)}, {@code (AAPL.O)}, a company by name, and
 * the bare symbols of a known set. Precise rather than complete: a bare symbol that is one letter, a common word or
 * abbreviation, or stands in a headline all in capitals is not taken for one, and a company whose name means other things
 * too needs a sign that it is meant.
 */
public final class Tickers {

    static final int MAX = 8;

    private static final String SYMBOL = "[A-Z]{1,5}(?:[./-][A-Z]{1,2})?";
    private static final String EXCHANGE =
            "(?i:NASDAQ(?:GS|GM|CM)?|NYSE(?: ?(?:American|Arca|MKT))?|AMEX|CBOE|BATS|OTC(?:QB|QX|MKTS| Markets)?)";
    private static final String FOREIGN =
            "(?:TSX(?:V|-V)?|CSE|LSE|AIM|ASX|HKEX|SEHK|FRA|ETR|XETRA|EPA|AMS|SWX|SIX|BIT|BME|TYO|TSE|KRX|NSE|BSE|SGX|JSE)";
    private static final Pattern EXPLICIT = Pattern.compile("(?<![\\w$])\\$(?<cash>" + SYMBOL + ")(?![\\w$])"
            + "|\\b" + FOREIGN + ":\\s?[A-Z0-9.]+"
            + "|\\b" + EXCHANGE + ":\\s?(?<listed>" + SYMBOL + "(?:, ?" + SYMBOL + ")*)(?!\\w)"
            + "|\\((?<ric>[A-Z]{1,5})\\.(?:O|OQ|N|K|A|P)\\)"
            + "|(?<![\\w.$:/@#&'’-])(?<bare>[A-Z]{2,5}(?:\\.[A-Z]{1,2})?)(?![\\w&/@-]|\\.\\w)");
    private static final Set<String> CURRENCIES =
            Set.of("USD", "EUR", "GBP", "JPY", "CAD", "AUD", "NZD", "CHF", "CNY", "HKD", "SGD", "MXN", "BRL", "INR");

    private final Supplier<Set<String>> live;
    private final Supplier<Map<String, List<String>>> own;
    private volatile Table table = new Table(Map.of(), Companies.builtIn());

    /** The companies as they are for a table of truth. */
    private record Table(Map<String, List<String>> own, Companies companies) {}

    /** A symbol, by what stands for it in a text. */
    record Mention(String symbol, int start, int end) {}

    /** @param live symbols the market room knows now; asked once an item, so it should answer from memory */
    public Tickers(Supplier<Set<String>> live) {
        this(live, Map::of);
    }

    /** @param own names by symbol, as truth has them now */
    public Tickers(Supplier<Set<String>> live, Supplier<Map<String, List<String>>> own) {
        this.live = live;
        this.own = own;
    }

    /** At most {@value #MAX}, without repetition, in the order of first mention in title, summary and text. */
    public List<String> named(NewsItem item) {
        Set<String> known = live.get();
        Companies companies = companies();
        String gist = item.title() + " \n " + item.summary();
        return Stream.of(item.title(), item.summary(), item.contentText())
                .filter(Objects::nonNull)
                .flatMap(text -> mentions(gist, text, known, companies).stream())
                .map(Mention::symbol)
                .distinct()
                .limit(MAX)
                .toList();
    }

    /** What a headline names, in its order. */
    List<Mention> mentions(String title) {
        return mentions(title, title, live.get(), companies());
    }

    private Companies companies() {
        Map<String, List<String>> now = own.get();
        Table known = table;
        if (known.own() != now && !known.own().equals(now)) {
            known = new Table(now, Companies.with(now));
            table = known;
        }
        return known.companies();
    }

    private static List<Mention> mentions(String gist, String written, Set<String> known, Companies companies) {
        String text = written.replace('’', '\'');
        boolean shouted = text.equals(text.toUpperCase(Locale.ROOT));
        List<Mention> found = new ArrayList<>();
        explicit(text, shouted, known, companies, found);
        byName(gist, text, shouted, companies, found);
        found.sort(Comparator.comparingInt(Mention::start));
        return found;
    }

    private static void explicit(
            String text, boolean shouted, Set<String> known, Companies companies, List<Mention> found) {
        for (Matcher m = EXPLICIT.matcher(text); m.find(); ) {
            String symbols = firstOf(m.group("listed"), m.group("ric"));
            if (m.group("cash") != null && !CURRENCIES.contains(m.group("cash")))
                found.add(new Mention(cash(m.group("cash"), known, companies), m.start(), m.end()));
            else if (symbols != null)
                for (String symbol : symbols.split(",", -1))
                    found.add(new Mention(spelled(symbol.strip()), m.start(), m.end()));
            else if (!shouted && isSymbol(m.group("bare"), known, companies))
                found.add(new Mention(m.group("bare"), m.start(), m.end()));
        }
    }

    private static void byName(String gist, String text, boolean shouted, Companies companies, List<Mention> found) {
        BusinessTalk talk = new BusinessTalk(gist, text);
        List<Mention> doubtful = new ArrayList<>();
        List<Name> doubted = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isLetterOrDigit(text.charAt(at)) || (at > 0 && isInside(text.charAt(at - 1)))) continue;
            Name name = nameAt(text, at, shouted, companies);
            if (name == null) continue;
            Mention mention = new Mention(name.symbol(), at, at + name.text().length());
            if (name.sense() == Sense.ONLY) {
                if (talk.means(name, mention.start(), mention.end(), true)) found.add(mention);
            } else {
                doubtful.add(mention);
                doubted.add(name);
            }
            at = mention.end() - 1;
        }
        boolean certain = !found.isEmpty();
        for (int i = 0; i < doubtful.size(); i++) {
            Mention mention = doubtful.get(i);
            boolean said = found.stream().anyMatch(other -> other.symbol().equals(mention.symbol()));
            if (said || talk.means(doubted.get(i), mention.start(), mention.end(), certain)) found.add(mention);
        }
    }

    private static @Nullable Name nameAt(String text, int at, boolean shouted, Companies companies) {
        for (Name name : companies.beginningAt(text, at)) {
            int end = at + name.text().length();
            boolean ends = end >= text.length() || !isInsideAfter(text.charAt(end));
            if (ends
                    && text.regionMatches(
                            shouted, at, name.text(), 0, name.text().length())) return name;
        }
        return null;
    }

    private static boolean isInside(char before) {
        return Character.isLetterOrDigit(before) || "_.-$@#".indexOf(before) >= 0;
    }

    private static boolean isInsideAfter(char after) {
        return Character.isLetterOrDigit(after) || after == '_' || after == '-';
    }

    private static boolean isSymbol(@Nullable String word, Set<String> known, Companies companies) {
        return word != null && (known.contains(word) || companies.isOwn(word)) && !CommonWords.has(word);
    }

    /** A coin's cash-tag is that of its pair with the dollar, where the market room knows that one alone. */
    private static String cash(String tag, Set<String> known, Companies companies) {
        String symbol = spelled(tag);
        String pair = "X:" + symbol + "USD";
        return known.contains(pair) && !known.contains(symbol) && !companies.has(symbol) ? pair : symbol;
    }

    /** Share classes as the vendor's REST interface spells them: BRK.B. */
    private static String spelled(String symbol) {
        return symbol.replace('-', '.').replace('/', '.');
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
