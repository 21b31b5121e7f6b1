package marketswarm.demo.simulator;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question for trades or quotes: filters, order and where the page before ended.
 *
 * @param fromNs first nanosecond that counts
 * @param toNs last nanosecond that counts
 * @param after ordinal of the last print of the page before; 0 on the first page
 */
record TickQuery(long fromNs, long toNs, boolean ascending, int limit, long after) {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final int LARGEST_LIMIT = 50_000;
    private static final int CURSOR_FIELDS = 5;

    /**
     * One page.
     *
     * @param cursor of the next page, absent on the last
     */
    record Page<P>(List<P> prints, @Nullable String cursor) {}

    /** @throws IllegalArgumentException with a text for the client */
    static TickQuery of(MultiMap params) {
        String cursor = params.get("cursor");
        return cursor == null ? first(params) : next(cursor);
    }

    /** @param publishedNs nothing younger is shown yet */
    <P extends Print> Page<P> page(Deque<P> line, long publishedNs) {
        List<P> page = new ArrayList<>();
        Iterator<P> prints = ascending ? line.iterator() : line.descendingIterator();
        while (prints.hasNext()) {
            P print = prints.next();
            if (!wants(print) || print.tsNs() > publishedNs) continue;
            if (page.size() == limit) return new Page<>(page, cursor(page.get(limit - 1)));
            page.add(print);
        }
        return new Page<>(page, null);
    }

    private boolean wants(Print print) {
        boolean onLaterPage = after == 0 || (ascending ? print.ordinal() > after : print.ordinal() < after);
        return onLaterPage && print.tsNs() >= fromNs && print.tsNs() <= toNs;
    }

    private String cursor(Print last) {
        String text = fromNs + "," + toNs + "," + ascending + "," + limit + "," + last.ordinal();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static TickQuery next(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            List<String> fields = Arrays.asList(text.split(",", CURSOR_FIELDS));
            return new TickQuery(
                    Long.parseLong(fields.get(0)),
                    Long.parseLong(fields.get(1)),
                    Boolean.parseBoolean(fields.get(2)),
                    limit(fields.get(3)),
                    Long.parseLong(fields.get(4)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Could not parse the cursor", e);
        }
    }

    private static TickQuery first(MultiMap params) {
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        for (var param : params) {
            String value = param.getValue();
            switch (param.getKey()) {
                case "timestamp" -> {
                    from = Math.max(from, Moment.ns(value));
                    to = Math.min(to, Moment.endNs(value));
                }
                case "timestamp.gte" -> from = Math.max(from, Moment.ns(value));
                case "timestamp.gt" -> from = Math.max(from, Moment.ns(value) + 1);
                case "timestamp.lte" -> to = Math.min(to, Moment.ns(value));
                case "timestamp.lt" -> to = Math.min(to, Moment.ns(value) - 1);
                default -> {}
            }
        }
        return new TickQuery(from, to, ascending(params), limit(params.get("limit")), 0);
    }

    /** Futures put the order into sort: {@code timestamp.asc}. */
    private static boolean ascending(MultiMap params) {
        String order = params.get("order");
        String sort = params.get("sort");
        if (order == null && sort != null && sort.endsWith(".asc")) return true;
        if (order == null || order.equals("desc")) return false;
        if (order.equals("asc")) return true;
        throw new IllegalArgumentException("order must be asc or desc");
    }

    private static int limit(@Nullable String text) {
        int limit = text == null ? DEFAULT_LIMIT : Integer.parseInt(text);
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + LARGEST_LIMIT);
        }
        return limit;
    }
}
