package marketswarm.demo.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Everybody who is connected, and what concerns them together: keys, quotas and the market's prints. */
final class Sessions {

    private final Vertx vertx;
    private final Options options;
    private final Random random;
    private final List<Session> open = new ArrayList<>();
    private int refusal;

    Sessions(Vertx vertx, Options options) {
        this.vertx = vertx;
        this.options = options;
        this.random = new Random(options.seed());
    }

    /** Answers handshakes with that HTTP status; 0 accepts them again. */
    void refuse(int status) {
        refusal = status;
    }

    int refusal() {
        return refusal;
    }

    void shakeHands(ServerWebSocketHandshake handshake) {
        if (refusal != 0) handshake.reject(refusal);
        else if (Market.ofPath(handshake.path()).isEmpty()) handshake.reject(404);
        else handshake.accept();
    }

    void welcome(ServerWebSocket socket) {
        Market market = Market.ofPath(socket.path()).orElseThrow();
        socket.setWriteQueueMaxSize(options.slowReaderBytes());
        Session session = new Session(socket, market, this);
        open.add(session);
        long timer = vertx.setTimer(options.authTimeout().toMillis(), id -> {
            if (!session.isAuthorized()) session.timeOut();
        });
        // A broken connection ends in the close handler too; the exception says nothing more.
        socket.exceptionHandler(broken -> {});
        socket.textMessageHandler(session::hear).closeHandler(closed -> {
            vertx.cancelTimer(timer);
            open.remove(session);
        });
        session.greet();
    }

    @Nullable
    Plan planOf(String key) {
        return options.keys().get(key);
    }

    /** Above the number of connections somebody has to go, after auth_success as with the vendor. */
    void enforce(Session newest, int most) {
        List<Session> same = open.stream()
                .filter(session ->
                        session.market() == newest.market() && session.key().equals(newest.key()))
                .toList();
        if (most == 0 || same.size() <= most) return;
        Session victim = switch (options.victim()) {
            case OLDEST -> same.get(0);
            case NEWEST -> newest;
            case RANDOM -> same.get(random.nextInt(same.size()));
        };
        open.remove(victim);
        victim.evict();
    }

    void publish(List<Print> prints) {
        if (open.isEmpty()) return;
        for (Print print : prints) {
            Encoded element = new Encoded(print);
            Listing listing = print.listing();
            for (Session session : open) {
                if (session.market() == listing.market()) {
                    session.offer(print.channel(), listing.socketSymbol(), element);
                }
            }
        }
        List.copyOf(open).forEach(Session::flush);
    }

    void dropAll() {
        List.copyOf(open).forEach(Session::drop);
    }

    void freeze() {
        open.forEach(Session::freeze);
    }

    int size() {
        return open.size();
    }
}
