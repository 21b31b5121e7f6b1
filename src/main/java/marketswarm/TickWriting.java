package marketswarm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.domain.MarketEvent;
import marketswarm.domain.Tick;
import marketswarm.market.Shard;
import marketswarm.market.snapshot.Prices;
import marketswarm.market.stream.EventForm;
import marketswarm.market.stream.EventPipe;
import marketswarm.market.stream.LostTicks;
import marketswarm.market.stream.MarketEventWriter;
import marketswarm.market.stream.PatientWriter;
import marketswarm.market.stream.StoredTicks;
import marketswarm.market.stream.TickForm;
import marketswarm.market.stream.TickPipe;
import marketswarm.market.stream.TickWriter;
import marketswarm.market.stream.Written;
import marketswarm.redis.Keys;
import marketswarm.redis.RedisAddress;
import marketswarm.redis.RedisServers;
import marketswarm.redis.StreamWriter;
import marketswarm.redis.pipe.Ids;
import marketswarm.redis.pipe.Pipe;
import marketswarm.redis.pipe.Room;
import marketswarm.redis.pipe.Settled;
import marketswarm.truth.Settings;

/**
 * How ticks and the events about them get into Redis: through pipes to the one server, or by Jedis where there are
 * several. An event goes before the ticks that came after it.
 *
 * @param history for what REST gives later
 */
record TickWriting(
        StreamWriter<Tick> ticks,
        StreamWriter<Tick> history,
        StreamWriter<MarketEvent> events,
        LostTicks lost,
        StoredTicks stored,
        Written written,
        Supplier<Map<String, String>> progress,
        Runnable stop) {

    static TickWriting of(Node node, Supplier<Settings.Massive> settings, Prices prices) {
        return RedisServers.address(node.marketUrl(), "marketswarm-" + node.instance())
                .map(server -> piped(node, server, settings, prices))
                .orElseGet(() -> patient(node, settings, prices));
    }

    private static TickWriting piped(
            Node node, RedisAddress server, Supplier<Settings.Massive> settings, Prices prices) {
        EventPipe events = new EventPipe(new Pipe<>(
                server,
                new EventForm(() -> settings.get().retention().eventsMaxlen()),
                room(node, settings, "events"),
                Keys.WRITTEN.of(""),
                (told, ids) -> {}));
        events.settle();
        StoredTicks stored = new StoredTicks(node.market());
        Settings.Massive now = settings.get();
        for (int i = 0; i < now.shards(); i++)
            stored.noteEnds(new Shard(i, now.shards()), now, node.clock().millis());
        LostTicks lost = new LostTicks();
        TickPipe pipe = new TickPipe(new Pipe<>(
                server,
                new TickForm(
                        settings.get().origin(),
                        () -> settings.get().retention().tickMaxlen()),
                room(node, settings, ""),
                Keys.WRITTEN.of(""),
                new Settled<>() {
                    @Override
                    public void settled(List<Tick> ticks, Ids ids) {
                        if (settings.get().snapshotWriteMs() > 0) prices.fold(ticks, ids);
                    }

                    @Override
                    public void dropped(List<? extends Tick> ticks) {
                        lost.dropped(ticks);
                    }

                    @Override
                    public void forgotten(Duration age) {
                        lost.forgotten(age, node.clock().millis());
                    }
                },
                events::isIdle));
        if (!pipe.inherits()) stored.forgetEnds();
        TickPipe history = new TickPipe(new Pipe<>(
                server,
                new TickForm("backfill", () -> settings.get().retention().tickMaxlen()),
                room(node, settings, "history"),
                Keys.WRITTEN.of(""),
                new Settled<>() {
                    @Override
                    public void settled(List<Tick> ticks, Ids ids) {
                        prices.foldHistory(ticks, ids);
                    }

                    @Override
                    public void dropped(List<? extends Tick> ticks) {
                        lost.dropped(ticks);
                    }

                    @Override
                    public void forgotten(Duration age) {
                        lost.forgotten(age, node.clock().millis());
                    }
                },
                events::isIdle));
        return new TickWriting(
                pipe,
                history,
                events,
                lost,
                stored,
                written(pipe, history),
                pipe::progress,
                () -> close(events, pipe, history));
    }

    private static Written written(TickPipe live, TickPipe history) {
        return new Written() {
            @Override
            public long mark() {
                return live.mark();
            }

            @Override
            public boolean isUntil(long mark) {
                return history.isIdle() && live.isWrittenUntil(mark);
            }
        };
    }

    /** All of them send meanwhile, so that what waits of each is on disk in time where Redis is away. */
    private static void close(EventPipe events, TickPipe ticks, TickPipe history) {
        events.drain();
        ticks.drain();
        history.drain();
        ticks.close();
        history.close();
        events.close();
    }

    /** For a Redis Cluster, which has no one server to pipe to. */
    private static TickWriting patient(Node node, Supplier<Settings.Massive> settings, Prices prices) {
        LostTicks lost = new LostTicks();
        PatientWriter writer = new PatientWriter(
                node.market(),
                new TickWriter(
                        settings.get().origin(),
                        () -> settings.get().retention().tickMaxlen()),
                new TickWriter("backfill", () -> settings.get().retention().tickMaxlen()),
                new MarketEventWriter(() -> settings.get().retention().eventsMaxlen()),
                () -> settings.get().buffer().memoryMegabytes() << 20,
                (ticks, ids) -> {
                    if (settings.get().snapshotWriteMs() > 0) prices.fold(ticks, ids);
                },
                prices::foldHistory,
                lost);
        return new TickWriting(
                writer.ticks(),
                writer.history(),
                writer.events(),
                lost,
                new StoredTicks(node.market()),
                writer,
                writer::progress,
                writer::close);
    }

    /** @param part a folder beside that of the others */
    private static Room room(Node node, Supplier<Settings.Massive> settings, String part) {
        return new Room(
                () -> settings.get().buffer().memoryMegabytes() << 20,
                () -> settings.get().buffer().diskMegabytes() << 20,
                directory(settings.get().buffer().directory(), node.marketUrl()).resolve(part));
    }

    /** One a server: what waits for one must not end up in another. */
    private static Path directory(String wanted, String url) {
        Path base =
                wanted.isBlank() ? Path.of(System.getProperty("user.home"), ".marketswarm", "ticks") : Path.of(wanted);
        return base.resolve(RedisServers.safe(url).replaceAll("[^A-Za-z0-9.]+", "-"));
    }
}
