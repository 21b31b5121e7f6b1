package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** What has become of the items, by the literal keys. */
record News(UnifiedJedis market) {

    long items() {
        return market.zcard("rss:index");
    }

    long analyses() {
        return market.xlen("events:analysis");
    }

    /** Every item has been analyzed, none of them twice, and nobody has work in hand. */
    void isAnalyzedOnceEach() {
        Set<String> items = new HashSet<>(market.zrange("rss:index", 0, -1));
        List<String> analyzed =
                market.xrange("events:analysis", StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID).stream()
                        .map(event -> event.getFields().get("uid"))
                        .toList();
        assertThat(analyzed).as("events:analysis").doesNotHaveDuplicates().containsAll(items);
        assertThat(new HashSet<>(market.zrange("rss:analysis:index", 0, -1))).containsAll(items);
        assertThat(market.xrange("rss:queue", StreamEntryID.MINIMUM_ID, StreamEntryID.MAXIMUM_ID).stream()
                        .filter(unit -> !unit.getFields().containsKey("waits")))
                .as("work units, but for those that came back because their story was not analyzed yet")
                .hasSize((int) market.zcard("rss:seen"));
        assertThat(market.xpending("rss:queue", "vexy").getTotal())
                .as("pending")
                .isZero();
        assertThat(market.exists("rss:queue:dead")).as("dead letters").isFalse();
    }

    /** The newest tick of a symbol. */
    String newestTick(String symbol) {
        var newest = market.xrevrange(
                "market:tick:" + symbol + ":stream", StreamEntryID.MAXIMUM_ID, StreamEntryID.MINIMUM_ID, 1);
        return newest.isEmpty() ? "" : newest.get(0).getID().toString();
    }
}
