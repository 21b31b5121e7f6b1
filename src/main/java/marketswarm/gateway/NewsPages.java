package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.redis.Keys;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/** News by page, newest first, of a category or about a symbol. */
final class NewsPages {

    private static final Pattern BEFORE = Pattern.compile("(-?\\d{1,12}(?:\\.\\d{1,9})?)(?::([0-9a-f]{40}))?");
    private static final int PAGE = 200;

    /** Items that are looked through for one answer. */
    private static final int MOST_SEEN = 5_000;

    private final UnifiedJedis market;
    private final State state;

    NewsPages(State state) {
        this.market = state.market();
        this.state = state;
    }

    /** @param before epoch seconds, or {@code next_before} of the page before */
    ObjectNode page(Optional<String> category, Optional<String> ticker, Optional<String> before, int limit) {
        Predicate<ObjectNode> wanted = item ->
                category.map(it -> item.path("category").asText().equals(it)).orElse(true)
                        && ticker.map(it -> names(item, it)).orElse(true);
        Place place = Place.parse(before);
        List<ObjectNode> found = new ArrayList<>();
        int seen = 0;
        while (true) {
            List<Tuple> page = older(place);
            Map<String, String> documents = documents(page);
            for (Tuple one : page) {
                if (!place.isBefore(one)) continue;
                place = Place.of(one);
                Optional.ofNullable(documents.get(one.getElement()))
                        .flatMap(Payloads::object)
                        .filter(wanted)
                        .ifPresent(item -> found.add(item.without("content_text")));
                if (found.size() == limit) return answer(found, Optional.of(place));
            }
            seen += page.size();
            if (page.size() < PAGE) return answer(found, Optional.empty());
            if (seen >= MOST_SEEN) return answer(found, Optional.of(place));
        }
    }

    private List<Tuple> older(Place place) {
        return market.zrangeWithScores(
                Keys.ITEM_INDEX.key(),
                new ZRangeParams(Protocol.Keyword.BYSCORE, place.bound(), "-inf")
                        .rev()
                        .limit(0, PAGE));
    }

    private Map<String, String> documents(List<Tuple> page) {
        return page.isEmpty()
                ? new LinkedHashMap<>()
                : state.documents(
                        Keys.ITEM, page.stream().map(Tuple::getElement).toList());
    }

    private static boolean names(ObjectNode item, String ticker) {
        for (var one : item.path("tickers")) if (one.asText().equals(ticker)) return true;
        return false;
    }

    private static ObjectNode answer(List<ObjectNode> found, Optional<Place> next) {
        ObjectNode answer = Rest.list("news", found);
        next.ifPresent(place -> answer.put("next_before", place.text()));
        return answer;
    }

    /**
     * A place in the index, which is ordered by time and then by uid; what lies before it has not been shown.
     *
     * @param score as Redis writes it
     * @param uid empty: before all items of that time
     */
    private record Place(String score, String uid) {

        static Place parse(Optional<String> text) {
            if (text.isEmpty()) return new Place("+inf", "");
            Matcher matcher = BEFORE.matcher(text.get());
            if (!matcher.matches())
                throw Query.refused("before", text.get(), "epoch seconds, or next_before of a page");
            return new Place(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
        }

        static Place of(Tuple shown) {
            return new Place(java.math.BigDecimal.valueOf(shown.getScore()).toPlainString(), shown.getElement());
        }

        String bound() {
            return uid.isEmpty() && !score.equals("+inf") ? "(" + score : score;
        }

        boolean isBefore(Tuple one) {
            if (uid.isEmpty()) return true;
            return one.getScore() < Double.parseDouble(score)
                    || one.getElement().compareTo(uid) < 0;
        }

        String text() {
            return score + ":" + uid;
        }
    }
}
