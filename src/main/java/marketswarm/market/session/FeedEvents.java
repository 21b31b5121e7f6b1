package marketswarm.market.session;

import java.time.Duration;
import java.util.Map;
import marketswarm.domain.MarketEvent;
import marketswarm.market.ClusterEvents;
import marketswarm.market.vendor.Subscriptions;

/** What a session has to tell the world, in words that quote the vendor and say what to do next. */
final class FeedEvents {

    private final ClusterEvents events;

    FeedEvents(ClusterEvents events) {
        this.events = events;
    }

    MarketEvent connected(int topics) {
        return events.event(
                "feed.connected", "info", "connected, asking for " + topics + " topics", Map.of("topics", topics));
    }

    MarketEvent lost(String reason) {
        return events.event("feed.disconnected", "warning", "connection lost: " + reason, Map.of("reason", reason));
    }

    MarketEvent stale(Duration silent) {
        return events.event(
                "feed.stale",
                "warning",
                "no tick for " + silent.toSeconds() + " s while the market is open; connecting anew",
                Map.of("silent_sec", silent.toSeconds()));
    }

    MarketEvent refused(String words) {
        String next = words.contains("plan")
                ? "the account's plan lacks this cluster: upgrade it, or take the cluster out of truth"
                : "put a valid key into secrets.massive.api_key and load truth";
        return events.event("feed.disconnected", "error", quoted(words) + next, Map.of("reason", words));
    }

    MarketEvent authTimeout(String words) {
        return events.event(
                "feed.disconnected",
                "warning",
                quoted(words) + "the key arrived too late, trying again",
                Map.of("reason", words));
    }

    MarketEvent capped(String words) {
        String next = events.shard().of() > 1
                ? "each shard is a connection: have no more of them than the account allows, components.massive.shards"
                : "another program uses this account: stop it, or let one service hold the connection";
        return events.event("feed.capped", "error", quoted(words) + next, Map.of("reason", words));
    }

    MarketEvent rejected(Subscriptions.Unanswered unanswered) {
        String why = unanswered.refusals() > 0
                ? "the vendor said \"not authorized\" without a name: they are probably not in the plan"
                : "no answer: the vendor probably does not know these channels";
        return events.event(
                "subscription.rejected",
                "warning",
                String.join(", ", unanswered.topics()) + " not acknowledged; " + why,
                Map.of("topics", unanswered.topics(), "not_authorized", unanswered.refusals()));
    }

    private static String quoted(String words) {
        return "the vendor says \"" + words + "\"; ";
    }
}
