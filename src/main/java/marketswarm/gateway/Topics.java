package marketswarm.gateway;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import marketswarm.redis.Keys;

/**
 * What a subscriber asked for. Two lists that name the same topics in another order are equal.
 *
 * @param text the canonical list, sorted and without repetition
 */
record Topics(String text, Set<String> names) {

    static final String TICK = "tick";
    static final String SNAPSHOT = "snapshot";
    static final String NEWS = "news";
    static final String ANALYSIS = "analysis";
    static final String EVENTS = "events";
    static final String MESH = "mesh";
    static final String ACCEPTED = "tick:<symbol>, tick:*, snapshot:<symbol>, snapshot:*, news, analysis, events, mesh";
    /** The topic of what nobody has to ask for. */
    static final String EVERYBODY = "";

    private static final Pattern TOPIC =
            Pattern.compile("(?:tick|snapshot):(?:\\*|[A-Za-z0-9._:/^+-]{1,40})|news|analysis|events|mesh");
    private static final int MAX_TOPICS = 2_000;

    /** @throws IllegalArgumentException naming the first topic that is unknown and what is accepted */
    static Topics parse(String list) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : list.split(",", -1)) {
            if (name.isBlank()) continue;
            if (!TOPIC.matcher(name.strip()).matches()) throw refused("unknown topic " + name.strip());
            names.add(name.strip());
        }
        if (names.isEmpty()) throw refused("no topics");
        if (names.size() > MAX_TOPICS) throw refused("more than " + MAX_TOPICS + " topics");
        return new Topics(String.join(",", names), Collections.unmodifiableSet(new LinkedHashSet<>(names)));
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what + "; accepted: " + ACCEPTED);
    }

    boolean match(Message message) {
        return has(message.topic())
                || has(message.anyTopic())
                || message.topic().equals(EVERYBODY);
    }

    boolean has(String topic) {
        return names.contains(topic);
    }

    boolean ticks(String symbol) {
        return has("tick:*") || has("tick:" + symbol);
    }

    boolean snapshots(String symbol) {
        return has("snapshot:*") || has("snapshot:" + symbol);
    }

    /** The symbols of these topics: all that are known, or those that are named, known or not. */
    Set<String> symbols(Collection<String> known) {
        if (has("tick:*") || has("snapshot:*")) return union(known);
        return union(List.of());
    }

    private Set<String> union(Collection<String> known) {
        Set<String> symbols = new TreeSet<>(known);
        names.stream()
                .filter(name -> name.contains(":") && !name.endsWith(":*"))
                .forEach(name -> symbols.add(name.substring(name.indexOf(':') + 1)));
        return symbols;
    }

    /** The streams whose entries these topics show. */
    List<String> streams(Collection<String> known) {
        Set<String> streams = new LinkedHashSet<>();
        symbols(known).stream().filter(this::ticks).forEach(symbol -> streams.add(Keys.TICKS.of(symbol)));
        if (has(NEWS)) streams.add(Keys.QUEUE.key());
        if (has(ANALYSIS)) streams.add(Keys.ANALYSIS_EVENTS.key());
        if (has(EVENTS)) streams.add(Keys.MARKET_EVENTS.key());
        return List.copyOf(streams);
    }

    List<String> list() {
        return Arrays.asList(text.split(","));
    }
}
