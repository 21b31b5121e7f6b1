package marketswarm.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.StreamEntry;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MarketWorkTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final long NOW_MS = 1_764_000_100_000L;

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW_MS), ZoneOffset.UTC);

    private MarketWork work(int maxPerHour) {
        var terms = new MarketWork.Terms(List.of("move.sharp", "halt"), maxPerHour, Duration.ofMinutes(15));
        return new MarketWork(redis.client(), () -> terms, clock);
    }

    private static StreamEntry event(String id, String type, long atMs) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("symbol", "AAPL");
        fields.put("severity", "warning");
        fields.put("message", "fell 5.2% in 60 seconds");
        fields.put("ts_ms", String.valueOf(atMs));
        fields.put("data", "{\"change_pct\":-5.2}");
        return new StreamEntry("events:market", id, fields);
    }

    @Test
    void a_sharp_event_becomes_a_work_unit_that_brings_its_item() {
        Map<String, String> unit = work(10).unit(event("1764000090000-0", "move.sharp", NOW_MS - 10_000));

        assertThat(unit)
                .containsEntry("title", "AAPL: fell 5.2% in 60 seconds")
                .containsEntry("category", "market")
                .containsEntry("source", "market");
        assertThat(unit.get("uid")).matches("[0-9a-f]{40}");
        NewsItem item = Json.read(unit.get("item"), NewsItem.class);
        assertThat(item.uid()).isEqualTo(unit.get("uid"));
        assertThat(item.tickers()).containsExactly("AAPL");
        assertThat(item.publishedMs()).isEqualTo(NOW_MS - 10_000);
        assertThat(item.summary()).contains("fell 5.2%", "move.sharp", "-5.2");
    }

    @Test
    void an_event_of_another_type_and_one_of_long_ago_are_no_work() {
        MarketWork work = work(10);
        assertThat(work.unit(event("1-0", "feed.connected", NOW_MS))).isNull();
        assertThat(work.unit(event("2-0", "halt", NOW_MS - 900_001))).isNull();
        assertThat(work.progress()).isEqualTo(Map.of("market_events_passed_over", "1"));
    }

    @Test
    void an_hour_has_room_for_as_many_as_truth_says_and_the_next_for_more() {
        MarketWork work = work(2);
        assertThat(work.unit(event("1-0", "halt", NOW_MS))).isNotNull();
        assertThat(work.unit(event("2-0", "halt", NOW_MS))).isNotNull();
        assertThat(work.unit(event("3-0", "halt", NOW_MS))).isNull();
        assertThat(work.unit(event("4-0", "halt", NOW_MS + 3_600_000))).isNotNull();
        assertThat(redis.client().ttl("rss:queue:market:" + NOW_MS / 3_600_000)).isBetween(1L, 7_200L);
    }

    @Test
    void an_event_that_is_delivered_again_is_the_same_unit_and_takes_no_more_room() {
        MarketWork work = work(1);
        String first = work.unit(event("1-0", "halt", NOW_MS)).get("uid");
        assertThat(work.unit(event("1-0", "halt", NOW_MS))).containsEntry("uid", first);
        assertThat(work.unit(event("2-0", "halt", NOW_MS))).isNull();
    }
}
