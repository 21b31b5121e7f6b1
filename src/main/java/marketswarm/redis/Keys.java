package marketswarm.redis;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The whole Redis schema: every key with its bus, type, writer and what bounds it. One line a key. */
public enum Keys {
    TICKS("market:tick:<symbol>:stream", Bus.MARKET, "stream", "massive", "retention.tick_maxlen"),
    SNAPSHOT("market:snapshot:<symbol>", Bus.MARKET, "hash", "massive", "one a symbol"),
    SYMBOLS("market:symbols", Bus.MARKET, "set", "massive", "one a symbol"),
    WRITTEN("market:written:<writer>", Bus.MARKET, "string", "massive", "30 days after its last use"),
    MARKET_QUARANTINE("market:quarantine", Bus.MARKET, "stream", "massive", "retention.quarantine_maxlen"),
    MARKET_EVENTS("events:market", Bus.MARKET, "stream", "massive", "retention.events_maxlen"),

    ITEM("rss:item:<uid>", Bus.MARKET, "string", "rss_agg", "retention.item_ttl_days"),
    ITEM_INDEX("rss:index", Bus.MARKET, "zset", "rss_agg", "retention.item_ttl_days"),
    QUEUE("rss:queue", Bus.MARKET, "stream", "rss_agg", "retention.queue_maxlen"),
    SEEN("rss:seen", Bus.MARKET, "zset", "rss_agg", "retention.item_ttl_days"),
    STORIES("rss:stories", Bus.MARKET, "stream", "rss_agg", "story_window_hours, 20,000 entries"),
    SCHEDULE("rss:schedule", Bus.MARKET, "zset", "rss_agg", "one a feed"),
    FEED("rss:feed:<hash>", Bus.MARKET, "hash", "rss_agg", "one a feed"),
    FAILING("rss:failing", Bus.MARKET, "zset", "rss_agg", "one a failing feed"),
    HOST("rss:host:<host>", Bus.MARKET, "hash", "rss_agg", "an hour after its last use"),
    HUBS("rss:websub", Bus.MARKET, "zset", "rss_agg", "one a feed with a hub"),
    HUB("rss:websub:<hash>", Bus.MARKET, "hash", "rss_agg", "30 days after its lease"),
    QUARANTINE("rss:quarantine", Bus.MARKET, "stream", "rss_agg", "retention.quarantine_maxlen"),

    RETRY("rss:queue:retry", Bus.MARKET, "zset", "vexy_ai", "one a failed item"),
    FINISHED("rss:queue:finished", Bus.MARKET, "string", "vexy_ai", "one"),
    DEAD("rss:queue:dead", Bus.MARKET, "stream", "vexy_ai", "retention.dead_maxlen"),
    MARKET_WORK("rss:queue:market:<hour>", Bus.MARKET, "set", "vexy_ai", "market_events.max_per_hour, 2 hours"),
    MODEL_GATE("vexy:gate", Bus.MARKET, "string", "vexy_ai", "a pause"),
    MODEL_SPENT("vexy:spent:<window>", Bus.MARKET, "hash", "vexy_ai", "3 days"),
    ANALYSIS("rss:analysis:<uid>", Bus.MARKET, "string", "vexy_ai", "retention.analysis_ttl_days"),
    ANALYSIS_INDEX("rss:analysis:index", Bus.MARKET, "zset", "vexy_ai", "retention.analysis_ttl_days"),
    BRIEFING("rss:briefing:<category>", Bus.MARKET, "string", "vexy_ai", "one a category"),
    BRIEFING_WINDOWS("rss:briefings:windows", Bus.MARKET, "hash", "vexy_ai", "one field a category and window"),
    BRIEFINGS_UNREADABLE("rss:briefings:unreadable", Bus.MARKET, "hash", "vexy_ai", "30 days after the last"),
    BRIEFING_EVENTS("events:briefings", Bus.MARKET, "stream", "vexy_ai", "retention.events_maxlen"),
    ANALYSIS_EVENTS("events:analysis", Bus.MARKET, "stream", "vexy_ai", "retention.events_maxlen"),

    TRUTH_DOC("truth:doc", Bus.SYSTEM, "string", "admin", "one"),
    TRUTH_PUBLIC("truth:public", Bus.SYSTEM, "string", "admin", "one"),
    TRUTH_SECRETS("truth:secrets:<scope>", Bus.SYSTEM, "string", "admin", "one a scope"),
    TRUTH_VERSION("truth:version", Bus.SYSTEM, "string", "admin", "one"),
    TRUTH_TS("truth:ts", Bus.SYSTEM, "string", "admin", "one"),
    TRUTH_HASH("truth:hash", Bus.SYSTEM, "string", "admin", "one"),
    TRUTH_HISTORY("truth:history", Bus.SYSTEM, "stream", "admin", "50 entries"),
    SERVICES("svc:list", Bus.SYSTEM, "set", "admin", "one a service"),
    SERVICE_CONFIG("svc:cfg:<service>", Bus.SYSTEM, "hash", "admin", "one a service"),
    HEARTBEAT("svc:hb:<service>", Bus.SYSTEM, "string", "each service", "3 intervals"),
    HEARTBEAT_DETAIL("svc:hb:<service>:<instance>", Bus.SYSTEM, "hash", "each service", "3 intervals"),
    LOG("log:<channel>:stream", Bus.SYSTEM, "stream", "each service", "the logger's retention.max_entries"),
    LOGGER_PLACE("log:place", Bus.SYSTEM, "string", "logger", "one"),
    MESH_STATE("mesh:state", Bus.SYSTEM, "hash", "mesh_coordinator", "one field a service"),
    MESH_ALERTS("mesh:alerts", Bus.SYSTEM, "stream", "mesh_coordinator", "1,000 entries"),
    DISPATCH("dispatch:<queue>:stream", Bus.SYSTEM, "stream", "admin", "10,000 entries"),
    DISPATCH_RESULT("dispatch:result:<id>", Bus.SYSTEM, "hash", "each service", "a day"),
    COMMANDS("svc:commands:<service>", Bus.SYSTEM, "stream", "mesh_coordinator", "1,000 entries"),
    LEADER("mesh:leader:<role>", Bus.SYSTEM, "string", "candidates", "a lease"),
    MEMBERS("mesh:members:<role>", Bus.SYSTEM, "hash", "candidates", "a minute after the last");

    /** The Pub/Sub channel that also carries every market event. */
    public static final String MARKET_EVENTS_CHANNEL = "market:events";
    /** The Pub/Sub channel on which a new truth is announced. */
    public static final String TRUTH_CHANGED_CHANNEL = "truth:changed";
    /** The consumer group of the analysts on {@link #QUEUE}. */
    public static final String VEXY_GROUP = "vexy";

    /** Which of the two servers a key lives on. */
    public enum Bus {
        MARKET,
        SYSTEM
    }

    private final String pattern;
    private final Bus bus;
    private final String type;
    private final String writer;
    private final String bound;
    private final Pattern regex;

    Keys(String pattern, Bus bus, String type, String writer, String bound) {
        this.pattern = pattern;
        this.bus = bus;
        this.type = type;
        this.writer = writer;
        this.bound = bound;
        this.regex = Pattern.compile(pattern.replaceAll("<[a-z]+>:stream$", "(.+):stream")
                .replace("<service>:<instance>", "[^:]+:.+")
                .replace("<service>", "[^:]+")
                .replace("<uid>", "(?!index$)[^:]+")
                .replaceAll("<[a-z]+>", ".+"));
    }

    /** The key itself, for those that stand alone. */
    public String key() {
        if (pattern.contains("<")) throw new IllegalStateException(pattern + " needs a name");
        return pattern;
    }

    /** The key with its variable parts filled in, in their order: {@code TICKS.of("AAPL")}. */
    public String of(String... names) {
        String key = pattern;
        for (String name : names) key = key.substring(0, key.indexOf('<')) + name + key.substring(key.indexOf('>') + 1);
        if (key.contains("<")) throw new IllegalArgumentException(pattern + " needs more names");
        return key;
    }

    /** The key with {@code *} for its variable parts, as SCAN and the stream component take it. */
    public String glob() {
        return pattern.replaceAll("<[a-z]+>", "*");
    }

    /** The catalogue's line for a key found in Redis; empty for one that nobody declared. */
    public static Optional<Keys> find(String key) {
        return Arrays.stream(values())
                .filter(k -> k.regex.matcher(key).matches())
                .findFirst();
    }

    public String pattern() {
        return pattern;
    }

    public Bus bus() {
        return bus;
    }

    /** As Redis' TYPE answers. */
    public String type() {
        return type;
    }

    public String writer() {
        return writer;
    }

    /** What keeps it from growing without end. */
    public String bound() {
        return bound;
    }
}
