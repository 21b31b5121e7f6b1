package marketswarm.demo.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The topics that one client holds, and the vendor's answers about them. */
final class Subscriptions {

    private static final String OPTION_QUOTES = "Q.";

    private final Market market;
    private final SwitchBoard board;
    private final Set<String> held = new LinkedHashSet<>();
    private int changes;

    Subscriptions(Market market, SwitchBoard board) {
        this.market = market;
        this.board = board;
    }

    boolean hold(Encoded element) {
        if (!held.contains(element.name()) && !held.contains(element.wildcard())) return false;
        Switches switches = board.now();
        return !switches.silentTopics().contains(element.name())
                && !switches.unansweredTopics().contains(element.name());
    }

    boolean hold(String name) {
        return held.contains(name);
    }

    /** Names as they were sent, in that order. */
    Set<String> held() {
        return Set.copyOf(held);
    }

    /** Another number than before: they are not the same any more. */
    int changes() {
        return changes;
    }

    /** The anonymous refusals first, as the vendor does it, then what is confirmed. */
    List<String> subscribe(List<String> names, @Nullable Plan plan) {
        int most = board.now().subscribeTopics();
        List<String> denied = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        names.stream().limit(most == 0 ? names.size() : most).forEach(name -> {
            if (!market.has(channel(name)) || held.contains(name)) return;
            Switches.Beyond beyond = beyond(name);
            if (plan == null || plan.excluded().contains(channel(name)) || beyond == Switches.Beyond.ERROR) {
                denied.add(SocketJson.status("error", "not authorized"));
            } else if (beyond != Switches.Beyond.SILENCE) {
                if (beyond == null) held.add(name);
                accepted.add(SocketJson.status("success", "subscribed to: " + name));
            }
        });
        changes++;
        denied.addAll(accepted);
        return denied;
    }

    List<String> unsubscribe(List<String> names) {
        changes++;
        return names.stream()
                .filter(held::remove)
                .map(name -> SocketJson.status("success", "unsubscribed to: " + name))
                .toList();
    }

    /** What a name too many comes to; absent when it is none. */
    private Switches.@Nullable Beyond beyond(String name) {
        Switches switches = board.now();
        if (switches.unansweredTopics().contains(name)) return Switches.Beyond.SILENCE;
        int most = switches.optionQuotes();
        boolean tooMany = most > 0
                && isOptionQuote(name)
                && held.stream().filter(this::isOptionQuote).count() >= most;
        return tooMany ? switches.optionQuotesBeyond() : null;
    }

    private boolean isOptionQuote(String name) {
        return market == Market.OPTIONS && name.startsWith(OPTION_QUOTES);
    }

    /** Up to the first dot, because a symbol may have dots itself: T.BRK.B. Without a dot there is no channel. */
    private static String channel(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
