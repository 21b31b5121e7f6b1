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
import java.util.stream.Collectors;
import marketswarm.redis.Keys;

/**
 * What a subscriber asked for. Two lists that name the same topics in another order are equal.
 *
 * @param text the canonical list, sorted and without repetition
 * @param names those without a {@code *}
 * @param globs those with one, which stands for any run of characters
 */
record Topics(String text, Set<String> names, List<Glob> globs) {

    static final String TICK = "tick:";
    static final String SNAPSHOT = "snapshot:";
    static final String MESH = "mesh";
    static final String ACCEPTED = "tick:<symbol>, tick:*, snapshot:<symbol>, snapshot:*, "
            + String.join(", ", StreamTopic.names()) + ", " + MESH
            + " (* stands for any run of characters, as in tick:X:*)";
    /** The topic of what nobody has to ask for. */
    static final String EVERYBODY = "";

    private static final Pattern TOPIC = Pattern.compile("(?:tick|snapshot):[A-Za-z0-9._:/^+*-]{1,40}");
    private static final int MAX_TOPICS = 2_000;
    private static final int MAX_GLOBS = 50;

    /** A topic with stars. */
    record Glob(String text, Pattern pattern) {

        /** What stands between two stars is taken where it comes first and never looked for again: no input takes long. */
        static Glob of(String text) {
            List<String> parts = Arrays.asList(text.split("\\*+", -1));
            int last = parts.size() - 1;
            String between = parts.subList(1, last).stream()
                    .map(part -> "(?>.*?" + Pattern.quote(part) + ")")
                    .collect(Collectors.joining());
            return new Glob(
                    text,
                    Pattern.compile(Pattern.quote(parts.get(0)) + between + ".*" + Pattern.quote(parts.get(last))));
        }

        boolean matches(String topic) {
            return pattern.matcher(topic).matches();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Glob glob && glob.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** @throws IllegalArgumentException naming the first topic that is unknown and what is accepted */
    static Topics parse(String list) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : list.split(",", -1)) {
            if (name.isBlank()) continue;
            if (!isTopic(name.strip())) throw refused("unknown topic " + Query.shown(name.strip()));
            names.add(name.strip());
        }
        if (names.isEmpty()) throw refused("no topics");
        if (names.size() > MAX_TOPICS) throw refused("more than " + MAX_TOPICS + " topics");
        return of(names);
    }

    private static Topics of(SortedSet<String> sorted) {
        Set<String> names = new LinkedHashSet<>(sorted);
        names.removeIf(name -> name.contains("*"));
        List<Glob> globs =
                sorted.stream().filter(name -> name.contains("*")).map(Glob::of).toList();
        if (globs.size() > MAX_GLOBS) throw refused("more than " + MAX_GLOBS + " topics with a *");
        return new Topics(String.join(",", sorted), Collections.unmodifiableSet(names), globs);
    }

    private static boolean isTopic(String name) {
        return name.equals(MESH)
                || StreamTopic.names().contains(name)
                || TOPIC.matcher(name).matches();
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what + "; accepted: " + ACCEPTED);
    }

    boolean match(Message message) {
        return has(message.topic()) || message.topic().equals(EVERYBODY);
    }

    /** Whether this topic, which has no {@code *}, is among them. */
    boolean has(String topic) {
        if (names.contains(topic)) return true;
        for (Glob glob : globs) if (glob.matches(topic)) return true;
        return false;
    }

    boolean ticks(String symbol) {
        return has(TICK + symbol);
    }

    boolean snapshots(String symbol) {
        return has(SNAPSHOT + symbol);
    }

    /** The symbols of these topics: of those that are known the ones that match, and those that are named, known or not. */
    Set<String> symbols(Collection<String> known) {
        Set<String> symbols = new TreeSet<>();
        if (!globs.isEmpty())
            known.stream().filter(symbol -> ticks(symbol) || snapshots(symbol)).forEach(symbols::add);
        names.stream()
                .filter(name -> name.contains(":"))
                .forEach(name -> symbols.add(name.substring(name.indexOf(':') + 1)));
        return symbols;
    }

    /** The streams whose entries these topics show. */
    List<String> streams(Collection<String> known) {
        Set<String> streams = new LinkedHashSet<>();
        symbols(known).stream().filter(this::ticks).forEach(symbol -> streams.add(Keys.TICKS.of(symbol)));
        for (StreamTopic topic : StreamTopic.values()) if (has(topic.topic())) streams.add(topic.stream());
        return List.copyOf(streams);
    }

    List<String> list() {
        return Arrays.asList(text.split(","));
    }
}
