package marketswarm.bench.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import marketswarm.testing.RedisProcess;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** What can go wrong in an installation. */
final class Troubles {

    /** By which {@code --only} names them. */
    static final Set<String> KINDS =
            Set.of("kill", "redis", "net", "disk", "pause", "clock", "memory", "truth", "vendor", "model", "feeds");

    private static final int[] CLOCK_OFF_SEC = {-300, -30, -3, 3, 30, 300};

    private final Installation here;
    private final Random random;

    Troubles(Installation here, Random random) {
        this.here = here;
        this.random = random;
    }

    /** One of that kind, by chance. */
    Trouble next(String kind) {
        return switch (kind) {
            case "kill" -> kill(member());
            case "redis" -> redisDies(random.nextBoolean());
            case "net" -> wire();
            case "disk" -> redisStandsStill(random.nextBoolean());
            case "pause" -> pause(member());
            case "clock" -> clock(member());
            case "memory" -> full(random.nextBoolean());
            case "truth" -> Trouble.atOnce("truth", "another truth", "truth", this::anotherTruth);
            case "vendor" -> vendor();
            case "model" -> model();
            case "feeds" -> feeds();
            default -> throw new IllegalArgumentException("drill: no trouble is called " + kind);
        };
    }

    private Member member() {
        return one(here.fleet.members());
    }

    private static Trouble kill(Member member) {
        return Trouble.atOnce("kill", "kill -9 " + member.service(), member.instance(), member::kill);
    }

    private static Trouble pause(Member member) {
        return new Trouble(
                "pause",
                member.service() + " stands still",
                member.instance(),
                12_000,
                member::standStill,
                member::goOn);
    }

    private Trouble clock(Member member) {
        int off = CLOCK_OFF_SEC[random.nextInt(CLOCK_OFF_SEC.length)];
        return new Trouble(
                "clock",
                "clock of " + member.service() + (off < 0 ? " behind" : " ahead"),
                "clock of " + member.instance(),
                15_000,
                () -> member.clockIsOff(off),
                () -> member.clockIsOff(0));
    }

    private Trouble redisDies(boolean system) {
        RedisProcess redis = system ? here.systemServer : here.marketServer;
        return new Trouble("redis", "kill -9 redis " + name(system), name(system), 3_000, redis::kill, redis::start);
    }

    private Trouble redisStandsStill(boolean system) {
        RedisProcess redis = system ? here.systemServer : here.marketServer;
        return new Trouble(
                "disk",
                "redis " + name(system) + " waits for its disk",
                name(system),
                5_000,
                redis::standStill,
                redis::goOn);
    }

    private Trouble full(boolean system) {
        UnifiedJedis redis = system ? here.system : here.market;
        return new Trouble(
                "memory",
                "redis " + name(system) + " is full",
                name(system),
                5_000,
                () -> maxMemory(redis, "1mb"),
                () -> maxMemory(redis, "0"));
    }

    private static void maxMemory(UnifiedJedis redis, String most) {
        redis.sendCommand(Command.CONFIG, "SET", "maxmemory", most);
    }

    private static String name(boolean system) {
        return system ? "system" : "market";
    }

    private Trouble wire() {
        Wire wire = one(new ArrayList<>(here.wires.values()));
        String line = "line of " + wire.name();
        return switch (random.nextInt(4)) {
            case 0 -> Trouble.atOnce("net", line + " cut", line, () -> wire.cut(0.2 + random.nextDouble(), random));
            case 1 -> new Trouble("net", line + " dead", line, 6_000, wire::part, wire::mend);
            case 2 -> new Trouble("net", line + " mute", line, 8_000, wire::stall, wire::mend);
            default ->
                new Trouble("net", line + " slow", line, 8_000, () -> wire.delay(20 + random.nextInt(400)), wire::mend);
        };
    }

    private Trouble vendor() {
        return switch (random.nextInt(4)) {
            case 0 -> Trouble.atOnce("vendor", "vendor drops all", "vendor", here.vendor::dropAll);
            case 1 -> Trouble.atOnce("vendor", "vendor half open", "vendor", here.vendor::halfOpen);
            case 2 ->
                Trouble.atOnce(
                        "vendor",
                        "vendor restarts",
                        "vendor",
                        () -> here.vendor.restart(Duration.ofMillis(500 + random.nextInt(5_000))));
            default ->
                new Trouble(
                        "vendor",
                        "vendor refuses",
                        "vendor",
                        5_000,
                        () -> here.vendor.refuse(503),
                        here.vendor::accept);
        };
    }

    private Trouble model() {
        ModelServer.Mood mood = mood(ModelServer.Mood.values());
        return new Trouble(
                "model",
                "model is " + mood.name().toLowerCase(Locale.ROOT),
                "model",
                8_000,
                () -> here.model.is(mood),
                () -> here.model.is(ModelServer.Mood.WELL));
    }

    private Trouble feeds() {
        NewsSource.Mood mood = mood(NewsSource.Mood.values());
        return new Trouble(
                "feeds",
                "feeds are " + mood.name().toLowerCase(Locale.ROOT),
                "feeds",
                6_000,
                () -> here.news.is(mood),
                () -> here.news.is(NewsSource.Mood.WELL));
    }

    // the first is to be well
    private <T> T mood(T[] moods) {
        return moods[1 + random.nextInt(moods.length - 1)];
    }

    private void anotherTruth() throws IOException {
        try {
            here.load(here.truths.another(random));
        } catch (JedisException away) {
            // an operator would try again, and so does chance
        }
    }

    private <T> T one(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
