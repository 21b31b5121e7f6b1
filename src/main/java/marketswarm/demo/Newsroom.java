package marketswarm.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.redis.Json;

/** Writes invented stories: a template of {@code demo/newsroom.json}, with the simulator's companies and figures. */
record Newsroom(
        List<Listed> companies,
        List<String> technology,
        List<Listed> funds,
        List<Listed> energy,
        List<Listed> coins,
        List<String> people,
        List<Template> templates) {

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final String MARK = " (Simulated item.)";

    /** A company, fund or coin; the symbol is one that the simulator lists. */
    record Listed(String symbol, String name) {}

    /** @param kind {@code earnings}, {@code regulation}, …; becomes a tag of the item */
    record Template(String feed, String kind, String tone, String title, String body) {}

    record Story(String kind, String title, String body) {}

    static Newsroom open() {
        try (InputStream file = Newsroom.class.getResourceAsStream("/demo/newsroom.json")) {
            return Json.MAPPER.readValue(Objects.requireNonNull(file, "demo/newsroom.json"), Newsroom.class);
        } catch (IOException e) {
            throw new UncheckedIOException("demo: demo/newsroom.json is not readable", e);
        }
    }

    List<Template> templates(String feed) {
        return templates.stream()
                .filter(template -> template.feed().equals(feed))
                .toList();
    }

    Story write(Template template, Random random) {
        Map<String, String> words = words(template.feed(), random);
        return new Story(template.kind(), filled(template.title(), words), filled(template.body(), words) + MARK);
    }

    private static String filled(String text, Map<String, String> words) {
        return SLOT.matcher(text)
                .replaceAll(slot -> Matcher.quoteReplacement(
                        Objects.requireNonNull(words.get(slot.group(1)), "demo: no word for " + slot.group())));
    }

    private Map<String, String> words(String feed, Random random) {
        Map<String, String> words = new HashMap<>();
        List<Listed> eligible = feed.equals("tech")
                ? companies.stream()
                        .filter(company -> technology.contains(company.symbol()))
                        .toList()
                : companies;
        int company = random.nextInt(eligible.size());
        int rival = (company + 1 + random.nextInt(eligible.size() - 1)) % eligible.size();
        put(words, "company", "symbol", eligible.get(company));
        put(words, "rival", "rival_symbol", eligible.get(rival));
        put(words, "fund_name", "fund", any(funds, random));
        put(words, "energy_name", "energy", any(energy, random));
        put(words, "coin", "coin_symbol", any(coins, random));
        words.put("person", any(people, random));
        double eps = 0.4 + 5 * random.nextDouble();
        words.put("eps", number(2, eps));
        words.put("eps_low", number(2, eps * 0.93));
        words.put("percent", number(1, 1.1 + 8 * random.nextDouble()));
        words.put("percent_high", Integer.toString(70 + random.nextInt(25)));
        words.put("billions", number(1, 1.2 + 18 * random.nextDouble()));
        words.put("millions", Integer.toString(40 + 10 * random.nextInt(80)));
        words.put("thousands", Integer.toString(12 + random.nextInt(180)));
        words.put("basis", Integer.toString(25 * (1 + random.nextInt(3))));
        words.put("multiple", Integer.toString(3 + random.nextInt(6)));
        return words;
    }

    private static void put(Map<String, String> words, String name, String symbol, Listed listed) {
        words.put(name, listed.name());
        words.put(symbol, listed.symbol());
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String number(int decimals, double value) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
