package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The literal strings of the schema, as the contract and other programs know them. */
class KeysTest {

    @ParameterizedTest
    @CsvSource({
        "market:tick:AAPL:stream, TICKS, stream, massive",
        "market:tick:X:BTCUSD:stream, TICKS, stream, massive",
        "market:snapshot:BRK.B, SNAPSHOT, hash, massive",
        "market:symbols, SYMBOLS, set, massive",
        "market:written:0f1e2d3c4b5a6978, WRITTEN, string, massive",
        "market:quarantine, MARKET_QUARANTINE, stream, massive",
        "events:market, MARKET_EVENTS, stream, massive",
        "rss:item:da39a3ee5e6b4b0d3255bfef95601890afd80709, ITEM, string, rss_agg",
        "rss:index, ITEM_INDEX, zset, rss_agg",
        "rss:queue, QUEUE, stream, rss_agg",
        "rss:seen, SEEN, zset, rss_agg",
        "rss:stories, STORIES, stream, rss_agg",
        "rss:schedule, SCHEDULE, zset, rss_agg",
        "rss:feed:da39a3ee, FEED, hash, rss_agg",
        "rss:failing, FAILING, zset, rss_agg",
        "rss:host:news.example:8080, HOST, hash, rss_agg",
        "rss:websub, HUBS, zset, rss_agg",
        "rss:websub:da39a3ee, HUB, hash, rss_agg",
        "rss:quarantine, QUARANTINE, stream, rss_agg",
        "rss:queue:retry, RETRY, zset, vexy_ai",
        "rss:queue:finished, FINISHED, string, vexy_ai",
        "rss:queue:dead, DEAD, stream, vexy_ai",
        "rss:queue:market:490000, MARKET_WORK, set, vexy_ai",
        "rss:briefing:tech, BRIEFING, string, vexy_ai",
        "rss:briefings:windows, BRIEFING_WINDOWS, hash, vexy_ai",
        "rss:briefings:unreadable, BRIEFINGS_UNREADABLE, hash, vexy_ai",
        "events:briefings, BRIEFING_EVENTS, stream, vexy_ai",
        "vexy:gate, MODEL_GATE, string, vexy_ai",
        "vexy:spent:minute, MODEL_SPENT, hash, vexy_ai",
        "vexy:spent:20261125, MODEL_SPENT, hash, vexy_ai",
        "rss:analysis:da39a3ee, ANALYSIS, string, vexy_ai",
        "rss:analysis:index, ANALYSIS_INDEX, zset, vexy_ai",
        "events:analysis, ANALYSIS_EVENTS, stream, vexy_ai",
        "truth:doc, TRUTH_DOC, string, admin",
        "truth:public, TRUTH_PUBLIC, string, admin",
        "truth:secrets:massive, TRUTH_SECRETS, string, admin",
        "truth:version, TRUTH_VERSION, string, admin",
        "truth:ts, TRUTH_TS, string, admin",
        "truth:hash, TRUTH_HASH, string, admin",
        "truth:history, TRUTH_HISTORY, stream, admin",
        "svc:list, SERVICES, set, admin",
        "svc:cfg:massive, SERVICE_CONFIG, hash, admin",
        "svc:hb:massive, HEARTBEAT, string, each service",
        "svc:hb:massive:host-1a2b, HEARTBEAT_DETAIL, hash, each service",
        "log:errors:stream, LOG, stream, each service",
        "log:place, LOGGER_PLACE, string, logger",
        "mesh:state, MESH_STATE, hash, mesh_coordinator",
        "mesh:alerts, MESH_ALERTS, stream, mesh_coordinator",
        "dispatch:vexy_tasks:stream, DISPATCH, stream, admin",
        "dispatch:result:vexy_tasks.1-0, DISPATCH_RESULT, hash, each service",
        "svc:commands:massive, COMMANDS, stream, mesh_coordinator",
        "mesh:leader:massive, LEADER, string, candidates",
        "mesh:leader:massive:2of3, LEADER, string, candidates",
        "mesh:members:massive, MEMBERS, hash, candidates"
    })
    void a_key_found_in_redis_is_known_by_its_line(String key, Keys line, String type, String writer) {
        assertThat(Keys.find(key)).contains(line);
        assertThat(line.type()).isEqualTo(type);
        assertThat(line.writer()).isEqualTo(writer);
    }

    @ParameterizedTest
    @CsvSource({"market:tick:AAPL", "rss:analysis_index", "truth", "svc:hb", "rss:item:"})
    void a_key_that_nobody_declared_is_not_known(String key) {
        assertThat(Keys.find(key)).isEmpty();
    }

    @Test
    void names_fill_the_variable_parts_in_their_order() {
        assertThat(Keys.TICKS.of("I:SPX")).isEqualTo("market:tick:I:SPX:stream");
        assertThat(Keys.HEARTBEAT_DETAIL.of("massive", "host-1")).isEqualTo("svc:hb:massive:host-1");
        assertThat(Keys.TICKS.glob()).isEqualTo("market:tick:*:stream");
        assertThat(Keys.QUEUE.key()).isEqualTo("rss:queue");
    }

    @Test
    void a_key_without_its_name_is_refused() {
        assertThatThrownBy(Keys.TICKS::key).hasMessage("market:tick:<symbol>:stream needs a name");
        assertThatThrownBy(() -> Keys.HEARTBEAT_DETAIL.of("massive"))
                .hasMessage("svc:hb:<service>:<instance> needs more names");
    }
}
