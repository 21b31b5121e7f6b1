package marketswarm.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One feed that keeps growing: some items at once, then one every few seconds; the newest are kept. */
final class SampleFeed {

    private static final int FIRST_ITEMS = 5;
    private static final int MOST_ITEMS = 30;
    private static final Duration BETWEEN_FIRST = Duration.ofMinutes(3);
    private static final int SHORTEST_GAP_MS = 3_000;
    private static final int LONGEST_GAP_MS = 6_000;

    private final Newsroom newsroom;
    private final String name;
    private final FeedFormat format;
    private final Instant start;
    private final Random random;
    private final Deque<Newsroom.Template> deck = new ArrayDeque<>();
    private final Deque<Item> items = new ArrayDeque<>();
    private Instant next;
    private int written;

    /**
     * One item.
     *
     * @param id also its path below {@code /items/}; another run never uses it again
     */
    record Item(String id, Newsroom.Story story, Instant published) {}

    SampleFeed(Newsroom newsroom, String name, FeedFormat format, long seed, Instant start) {
        this.newsroom = newsroom;
        this.name = name;
        this.format = format;
        this.start = start;
        this.random = new Random(seed * 31 + name.hashCode());
        for (int n = FIRST_ITEMS - 1; n >= 0; n--) publish(start.minus(BETWEEN_FIRST.multipliedBy(n)));
        this.next = start.plusMillis(gapMs());
    }

    /** Its category, and the file name without its ending. */
    String name() {
        return name;
    }

    String file() {
        return name + format.ending();
    }

    FeedFormat format() {
        return format;
    }

    String title() {
        return "MarketSwarm Demo " + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Writes what is due by now. */
    void advance(Instant now) {
        while (!next.isAfter(now)) {
            publish(next);
            next = next.plusMillis(gapMs());
        }
    }

    /** Newest first. */
    List<Item> items() {
        return List.copyOf(items);
    }

    Optional<Item> item(String id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst();
    }

    Instant modified() {
        return items.getFirst().published();
    }

    String etag() {
        return "\"" + items.getFirst().id() + "\"";
    }

    private void publish(Instant when) {
        if (deck.isEmpty()) shuffle();
        String id = name + "-" + start.getEpochSecond() + "-" + ++written;
        items.addFirst(new Item(id, newsroom.write(deck.pop(), random), when));
        if (items.size() > MOST_ITEMS) items.removeLast();
    }

    /** Every template once before any comes again. */
    private void shuffle() {
        List<Newsroom.Template> all = new ArrayList<>(newsroom.templates(name));
        Collections.shuffle(all, random);
        deck.addAll(all);
    }

    private int gapMs() {
        return SHORTEST_GAP_MS + random.nextInt(LONGEST_GAP_MS - SHORTEST_GAP_MS);
    }
}
