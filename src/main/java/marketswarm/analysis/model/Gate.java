package marketswarm.analysis.model;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.analysis.Spent;
import marketswarm.redis.Keys;
import marketswarm.redis.Script;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * What all workers together may ask of the model: limits of a minute and of a day, counted in Redis, and a gate there that
 * the failure of one shuts for all. A call is counted by an estimate before it is made and by what it used afterwards.
 */
public final class Gate {

    /**
     * KEYS gate, minute, day; ARGV tokens, micro-dollars, then the limits of requests, tokens and micro-dollars a minute
     * and the same a day, -1 for none, and the endpoint: what was shut for another is open. A minute is the last 60 s, in slots of 10 s. Answers what stands against it and for
     * how long, or the slot it was counted in; last how much of the day's tightest limit is used, in thousandths.
     */
    private static final Script ASK = new Script("""
            local names = {'requests', 'tokens', 'micro_usd'}
            local want = {1, tonumber(ARGV[1]), tonumber(ARGV[2])}
            local seconds = tonumber(redis.call('TIME')[1])
            local slot = math.floor(seconds / 10)
            local used, oldest = {0, 0, 0}, {slot, slot, slot}
            local slots = redis.call('HGETALL', KEYS[2])
            for i = 1, #slots, 2 do
              local at, what = string.match(slots[i], '^(%d+):(%d)$')
              at, what = tonumber(at), tonumber(what)
              if at < slot - 6 then
                redis.call('HDEL', KEYS[2], slots[i])
              else
                used[what] = used[what] + tonumber(slots[i + 1])
                oldest[what] = math.min(oldest[what], at)
              end
            end
            local day, level = redis.call('HMGET', KEYS[3], unpack(names)), 0
            for i = 1, 3 do
              day[i] = tonumber(day[i] or 0)
              local limit = tonumber(ARGV[5 + i])
              if limit > 0 then level = math.max(level, math.floor(1000 * day[i] / limit)) end
              if limit == 0 then level = 1000 end
            end
            local shut = redis.call('PTTL', KEYS[1])
            if shut > 0 then
              local kind, endpoint = string.match(redis.call('GET', KEYS[1]), '^(%u+) ?(.*)$')
              if endpoint == '' or endpoint == ARGV[9] then return {'shut', kind, shut, level} end
            end
            for i = 1, 3 do
              local limit = tonumber(ARGV[5 + i])
              if limit >= 0 and want[i] > 0 and day[i] + want[i] > limit then
                return {'day', names[i], (86400 - seconds % 86400) * 1000, 1000}
              end
            end
            for i = 1, 3 do
              local limit = tonumber(ARGV[2 + i])
              if limit >= 0 and used[i] > 0 and used[i] + want[i] > limit then
                return {'minute', names[i], ((oldest[i] + 7) * 10 - seconds) * 1000, level}
              end
            end
            for i = 1, 3 do
              redis.call('HINCRBY', KEYS[2], slot .. ':' .. i, want[i])
              redis.call('HINCRBY', KEYS[3], names[i], want[i])
            end
            redis.call('EXPIRE', KEYS[2], 120)
            redis.call('EXPIRE', KEYS[3], 259200)
            return {'open', tostring(slot), 0, level}
            """);

    /** KEYS minute, day; ARGV slot, then requests, tokens and micro-dollars more or less than were estimated. */
    private static final Script SETTLE = new Script("""
            local names = {'requests', 'tokens', 'micro_usd'}
            for i = 1, 3 do
              local more = tonumber(ARGV[1 + i])
              if more ~= 0 then
                redis.call('HINCRBY', KEYS[1], ARGV[1] .. ':' .. i, more)
                redis.call('HINCRBY', KEYS[2], names[i], more)
              end
            end
            redis.call('EXPIRE', KEYS[1], 120)
            redis.call('EXPIRE', KEYS[2], 259200)
            return 1
            """);

    private final UnifiedJedis redis;
    private final Clock clock;

    public Gate(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** What the gate says to one who asks. */
    sealed interface Answer {

        /** How much of the day's tightest limit is used, in thousandths. */
        int level();

        /** Counted, and to be settled when it is known what it used. */
        record Open(String slot, LocalDate day, Spent estimate, int level) implements Answer {}

        /** Another worker was told to wait, or that key or credit are not good. */
        record Shut(Kind kind, Duration left, int level) implements Answer {}

        /** A limit of the minute is reached. */
        record Wait(String limit, Duration left, int level) implements Answer {}

        /** A limit of the day is reached. */
        record Over(String limit, Duration left, int level) implements Answer {}
    }

    /** @param endpoint the model on its server; truth may have named another since the gate was shut */
    Answer ask(Spent estimate, Limits limits, String endpoint) {
        LocalDate day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        List<String> args = new ArrayList<>(limits.args(estimate));
        args.add(endpoint);
        List<?> said = (List<?>) ASK.call(redis, List.of(Keys.MODEL_GATE.key(), minute(), of(day)), args);
        String text = String.valueOf(said.get(1));
        Duration left = Duration.ofMillis((Long) said.get(2));
        int level = ((Long) said.get(3)).intValue();
        return switch (String.valueOf(said.get(0))) {
            case "open" -> new Answer.Open(text, day, estimate, level);
            case "shut" -> new Answer.Shut(kind(text), left, level);
            case "minute" -> new Answer.Wait(text, left, level);
            default -> new Answer.Over(text, left, level);
        };
    }

    /** Corrects the count by what was used, whether or not it led to an analysis. */
    void settle(Answer.Open call, int requests, Spent used) {
        Spent estimate = call.estimate();
        SETTLE.call(
                redis,
                List.of(minute(), of(call.day())),
                List.of(
                        call.slot(),
                        String.valueOf(requests - 1),
                        String.valueOf(used.tokens() - estimate.tokens()),
                        String.valueOf(used.microUsd() - estimate.microUsd())));
    }

    /** Shuts it for all who ask the same endpoint, after a failure that is no item's. */
    void shut(AnalysisFailed cause, String endpoint) {
        Duration wait = cause.kind() == Kind.RATE || cause.retryAfter().compareTo(AnalysisFailed.REST) > 0
                ? cause.retryAfter()
                : AnalysisFailed.REST;
        long ms = Math.max(1_000, wait.toMillis());
        String key = Keys.MODEL_GATE.key();
        String value = cause.kind().name() + " " + endpoint;
        if (redis.set(key, value, SetParams.setParams().nx().px(ms)) != null) return;
        boolean same = value.equals(redis.get(key));
        if (!same || redis.pttl(key) < ms)
            redis.set(key, value, SetParams.setParams().px(ms));
    }

    /** What was used today, by everybody: requests, tokens, millionths of dollars. */
    Map<String, String> today() {
        return redis.hgetAll(of(LocalDate.now(clock.withZone(ZoneOffset.UTC))));
    }

    private static Kind kind(String name) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.blameless() && kind.name().equals(name))
                .findFirst()
                .orElse(Kind.RATE);
    }

    private static String minute() {
        return Keys.MODEL_SPENT.of("minute");
    }

    private static String of(LocalDate day) {
        return Keys.MODEL_SPENT.of(DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }
}
