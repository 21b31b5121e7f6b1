package marketswarm.market.vendor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which topics are wanted, asked for and held on one connection. The vendor does not answer a repeated subscribe, an
 * unknown topic or, by name, a forbidden one, so only what is missing is ever asked for, and answers are counted.
 */
public final class Subscriptions {

    /** The topics whose answer never came, and how many anonymous refusals came meanwhile. */
    public record Unanswered(List<String> topics, int refusals) {}

    private static final int NAMED = 10;

    private final Set<String> wanted = new LinkedHashSet<>();
    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final Set<String> held = new LinkedHashSet<>();
    private final Set<String> rejected = new LinkedHashSet<>();
    private int refusals;

    public Subscriptions(Collection<String> topics) {
        wanted.addAll(topics);
    }

    /** A new connection holds nothing. */
    public void forget() {
        asked.clear();
        held.clear();
        rejected.clear();
        refusals = 0;
    }

    public void want(Collection<String> topics) {
        wanted.clear();
        wanted.addAll(topics);
        rejected.retainAll(wanted);
    }

    /** Takes note that what is missing is being asked for now; answers what that is. */
    public List<String> ask(long nowMs) {
        var missing = new ArrayList<String>();
        for (String topic : wanted) {
            if (held.contains(topic) || asked.containsKey(topic) || rejected.contains(topic)) continue;
            asked.put(topic, nowMs);
            missing.add(topic);
        }
        return missing;
    }

    /** Takes note that what is no longer wanted is being given back; answers what that is. */
    public List<String> giveBack() {
        var surplus = new ArrayList<String>();
        for (String topic : held) if (!wanted.contains(topic)) surplus.add(topic);
        for (String topic : asked.keySet()) if (!wanted.contains(topic)) surplus.add(topic);
        surplus.forEach(held::remove);
        surplus.forEach(asked::remove);
        return surplus;
    }

    public void subscribed(String topic) {
        asked.remove(topic);
        rejected.remove(topic);
        if (wanted.contains(topic)) held.add(topic);
    }

    public void refused() {
        refusals++;
    }

    /** Moves what was asked for before {@code sinceMs} and not answered to the rejected ones. */
    public Unanswered unanswered(long sinceMs) {
        var late = new ArrayList<String>();
        asked.forEach((topic, at) -> {
            if (at <= sinceMs) late.add(topic);
        });
        late.forEach(asked::remove);
        rejected.addAll(late);
        var unanswered = new Unanswered(late, refusals);
        if (!late.isEmpty()) refusals = 0;
        return unanswered;
    }

    public int wanted() {
        return wanted.size();
    }

    public int held() {
        return held.size();
    }

    public int rejected() {
        return rejected.size();
    }

    /** The first of them, for people; empty when there is none. */
    public String rejectedNames() {
        String names = rejected.stream().limit(NAMED).collect(Collectors.joining(", "));
        return rejected.size() > NAMED ? names + " and " + (rejected.size() - NAMED) + " more" : names;
    }
}
