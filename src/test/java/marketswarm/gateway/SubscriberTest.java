package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import marketswarm.redis.Position;
import org.junit.jupiter.api.Test;

class SubscriberTest {

    private final Socket socket = new Socket();
    private final Counters counters = new Counters();
    private final List<String> hungUp = new ArrayList<>();

    @Test
    void a_full_socket_keeps_the_newest_tick_of_each_symbol_and_all_news_in_order_of_ids() {
        Subscriber subscriber = subscriber(0);
        socket.full = true;

        subscriber.take(bundle(tick(1, "AAPL"), news(2), tick(3, "MSFT"), tick(4, "AAPL"), news(5)));
        socket.drain();

        assertThat(socket.ids()).containsExactly("1.2-0.0", "1.3-0.0", "1.4-0.0", "1.5-0.0");
        assertThat(counters.read())
                .isEqualTo(new GatewayStats(0, 4, socket.written.get(0).length(), 1, 0, 0, 0));
        subscriber.take(bundle(tick(6, "AAPL")));
        assertThat(socket.ids()).endsWith("1.6-0.0");
    }

    @Test
    void a_tick_says_how_many_it_stands_for_and_each_is_told_once() {
        Subscriber subscriber = subscriber(0);
        socket.full = true;

        subscriber.take(bundle(tick(1, "AAPL"), tick(2, "AAPL"), tick(3, "MSFT")));
        subscriber.take(bundle(tick(4, "AAPL")));
        socket.drain();
        subscriber.take(bundle(tick(5, "AAPL")));

        assertThat(socket.data())
                .containsExactly(
                        "{\"symbol\":\"MSFT\"}", "{\"symbol\":\"AAPL\",\"conflated\":2}", "{\"symbol\":\"AAPL\"}");
        assertThat(counters.read().conflated()).isEqualTo(2);
    }

    @Test
    void with_a_rate_cap_what_was_missed_comes_as_the_newest_of_each_symbol_and_says_so() {
        Subscriber subscriber = subscriber(100);

        subscriber.sendMissed(List.of(tick(1, "AAPL"), news(2), tick(3, "AAPL"), tick(4, "AAPL")));

        assertThat(socket.ids()).containsExactly("1.2-0.0", "1.4-0.0");
        assertThat(socket.data()).containsExactly("{}", "{\"symbol\":\"AAPL\",\"conflated\":2}");
    }

    @Test
    void a_state_that_a_newer_one_replaced_says_nothing_of_it() {
        Subscriber subscriber = subscriber(100);

        subscriber.sendMissed(List.of(snapshot(1), snapshot(2)));

        assertThat(socket.data()).containsExactly("{\"symbol\":\"AAPL\"}");
    }

    @Test
    void news_beyond_the_limit_is_too_slow() {
        Subscriber subscriber = subscriber(0);
        socket.full = true;
        assertThat(subscriber.take(bundle(news(1, 1_000)))).isTrue();
        assertThat(subscriber.take(bundle(news(1_001, 1)))).isFalse();
    }

    @Test
    void a_rate_cap_lets_everything_out_together_once_a_beat() {
        Subscriber subscriber = subscriber(100);
        subscriber.beat(1_000);
        subscriber.take(bundle(tick(1, "AAPL")));
        subscriber.beat(1_010);
        subscriber.take(bundle(tick(2, "AAPL"), news(3)));
        subscriber.beat(1_050);
        assertThat(socket.ids()).containsExactly("1.1-0.0");

        subscriber.take(bundle(tick(4, "AAPL")));
        subscriber.beat(1_110);

        assertThat(socket.ids()).containsExactly("1.1-0.0", "1.3-0.0", "1.4-0.0");
    }

    @Test
    void goodbye_tells_when_to_come_back_and_ends() {
        subscriber(0).bye("too slow", 2_500);
        assertThat(socket.text())
                .isEqualTo("retry: 2500\n\nevent: bye\ndata: {\"reason\":\"too slow\",\"retry_ms\":2500}\n\n");
        assertThat(socket.ended).isTrue();
        assertThat(hungUp).hasSize(1);
    }

    private Subscriber subscriber(long beatMs) {
        return new Subscriber(
                "c-1", Topics.parse("tick:*,news"), beatMs, Outlet.of(socket), () -> hungUp.add("cut"), counters);
    }

    private static Bundle bundle(Message... messages) {
        return bundle(List.of(messages));
    }

    private static Bundle bundle(List<Message> messages) {
        return Bundle.of(messages, Topics.parse("tick:*,news"));
    }

    private static Message tick(long ms, String symbol) {
        return Message.tick(new Position(ms, 0, 0), symbol, "{\"symbol\":\"" + symbol + "\"}");
    }

    private static Message snapshot(long ms) {
        return Message.snapshot(new Position(ms, 0, 0), "AAPL", "{\"symbol\":\"AAPL\"}");
    }

    private static Message news(long ms) {
        return Message.of(StreamTopic.NEWS, new Position(ms, 0, 0), "u" + ms, "{}");
    }

    private static List<Message> news(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(SubscriberTest::news)
                .toList();
    }

    /** A socket that says it is full when it is told to. */
    private static final class Socket implements WriteStream<Buffer> {

        final List<Buffer> written = new ArrayList<>();
        boolean full;
        boolean ended;
        Handler<Void> drained = nothing -> {};

        void drain() {
            full = false;
            drained.handle(null);
        }

        String text() {
            Buffer all = Buffer.buffer();
            written.forEach(all::appendBuffer);
            return all.toString();
        }

        List<String> ids() {
            return lines("id: ");
        }

        List<String> data() {
            return lines("data: ");
        }

        private List<String> lines(String prefix) {
            return text().lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        }

        @Override
        public Future<Void> write(Buffer bytes) {
            written.add(bytes);
            return Future.succeededFuture();
        }

        @Override
        public void write(Buffer bytes, Handler<AsyncResult<Void>> done) {
            write(bytes).onComplete(done);
        }

        @Override
        public void end(Handler<AsyncResult<Void>> done) {
            ended = true;
            done.handle(Future.succeededFuture());
        }

        @Override
        public Future<Void> end() {
            ended = true;
            return Future.succeededFuture();
        }

        @Override
        public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
            return this;
        }

        @Override
        public boolean writeQueueFull() {
            return full;
        }

        @Override
        public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
            drained = handler;
            return this;
        }
    }
}
