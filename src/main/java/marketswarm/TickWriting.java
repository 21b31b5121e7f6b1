package marketswarm;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import marketswarm.domain.Tick;
import marketswarm.market.FoldingTickWriter;
import marketswarm.market.LostTicks;
import marketswarm.market.Prices;
import marketswarm.market.TickForm;
import marketswarm.market.TickPipe;
import marketswarm.market.TickWriter;
import marketswarm.market.Written;
import marketswarm.redis.Keys;
import marketswarm.redis.RedisAddress;
import marketswarm.redis.RedisServers;
import marketswarm.redis.StreamWriter;
import marketswarm.redis.pipe.Pipe;
import marketswarm.redis.pipe.Room;
import marketswarm.truth.Settings;

/**
 * How ticks get into Redis: through a pipe to the one server, or by Jedis where there are several.
 *
 * @param writtenUntil whether everything that was received before a time, epoch milliseconds, is written
 */
record TickWriting(
        StreamWriter<Tick> writer,
        LostTicks lost,
        LongPredicate writtenUntil,
        Supplier<Map<String, String>> progress,
        Runnable stop) {

    static TickWriting of(Node node, Supplier<Settings.Massive> settings, Prices prices) {
        String origin = settings.get().origin();
        LongSupplier maxLength = () -> settings.get().retention().tickMaxlen();
        Optional<RedisAddress> server = RedisServers.address(node.marketUrl(), "marketswarm-" + node.instance());
        if (server.isEmpty())
            return new TickWriting(
                    new FoldingTickWriter(new TickWriter(origin, maxLength), prices::fold),
                    new LostTicks(() -> 0, node.clock()),
                    receivedMs -> true,
                    Map::of,
                    () -> {});
        Written written = new Written();
        TickPipe pipe = new TickPipe(new Pipe<>(
                server.get(),
                new TickForm(origin, maxLength),
                room(node, settings),
                Keys.WRITTEN.of(""),
                (ticks, ids) -> {
                    written.settled(ticks);
                    if (settings.get().snapshotWriteMs() > 0) prices.fold(ticks, ids);
                }));
        return new TickWriting(
                pipe,
                new LostTicks(pipe::dropped, node.clock()),
                receivedMs -> pipe.isIdle() || written.isUntil(receivedMs),
                pipe::progress,
                pipe::close);
    }

    private static Room room(Node node, Supplier<Settings.Massive> settings) {
        return new Room(
                () -> settings.get().buffer().memoryMegabytes() << 20,
                () -> settings.get().buffer().diskMegabytes() << 20,
                directory(settings.get().buffer().directory(), node.marketUrl()));
    }

    /** One a server: what waits for one must not end up in another. */
    private static Path directory(String wanted, String url) {
        Path base =
                wanted.isBlank() ? Path.of(System.getProperty("user.home"), ".marketswarm", "ticks") : Path.of(wanted);
        return base.resolve(RedisServers.safe(url).replaceAll("[^A-Za-z0-9.]+", "-"));
    }
}
