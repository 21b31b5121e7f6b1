package marketswarm.demo.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Everybody who is connected, and what concerns them together: quotas and the market's prints. */
final class Sessions {

    private final Vertx vertx;
    private final SwitchBoard board;
    private final Counters counters;
    private final Random random;
    private final List<Session> open = new ArrayList<>();
    private long lastPingMs;
    private boolean down;

    Sessions(Vertx vertx, SwitchBoard board, Counters counters, long seed) {
        this.vertx = vertx;
        this.board = board;
        this.counters = counters;
        this.random = new Random(seed);
    }

    SwitchBoard board() {
        return board;
    }

    Counters counters() {
        return counters;
    }

    /** The ones that are open, oldest first. */
    List<Session> open() {
        return List.copyOf(open);
    }

    /** During a restart nobody is served. */
    boolean isDown() {
        return down;
    }

    void shakeHands(ServerWebSocketHandshake handshake) {
        int refusal = down ? 503 : board.now().refuse();
        if (refusal != 0) {
            counters.happened("refused");
            handshake.reject(refusal);
        } else if (Market.ofPath(handshake.path()).isEmpty()) handshake.reject(404);
        else handshake.accept();
    }

    void welcome(ServerWebSocket socket) {
        Market market = Market.ofPath(socket.path()).orElseThrow();
        socket.setWriteQueueMaxSize(Integer.MAX_VALUE);
        Session session = new Session(socket, market, this);
        open.add(session);
        counters.happened("accepted");
        long timer = vertx.setTimer(board.now().authTimeoutMs(), id -> {
            if (!session.isAuthorized()) session.timeOut();
        });
        // A broken connection ends in the close handler too; the exception says nothing more.
        socket.exceptionHandler(broken -> {});
        socket.textMessageHandler(session::hear).closeHandler(closed -> {
            vertx.cancelTimer(timer);
            open.remove(session);
            counters.happened("ended");
        });
        session.greet();
    }

    /** Above the number of connections somebody has to go, after auth_success as with the vendor. */
    void enforce(Session newest, int most) {
        List<Session> same = open.stream()
                .filter(session ->
                        session.market() == newest.market() && session.key().equals(newest.key()))
                .toList();
        if (most == 0 || same.size() <= most) return;
        Session victim = switch (board.now().victim()) {
            case OLDEST -> same.get(0);
            case NEWEST -> newest;
            case RANDOM -> same.get(random.nextInt(same.size()));
        };
        open.remove(victim);
        victim.evict();
    }

    void publish(List<Encoded> elements) {
        if (open.isEmpty()) return;
        for (Encoded element : elements) {
            for (Session session : open) {
                if (session.market() == element.topic().market()) session.offer(element);
            }
        }
        open().forEach(session -> session.outbox().flush());
    }

    /** @param nowMs on a clock that only needs to move on */
    void pingWhenDue(long nowMs) {
        long every = board.now().serverPingMs();
        if (every == 0 || nowMs - lastPingMs < every) return;
        lastPingMs = nowMs;
        open.forEach(session -> session.ping(Buffer.buffer()));
    }

    void dropAll() {
        each("dropped", session -> session.outbox().wire().drop());
    }

    void closeAll(short code) {
        each("closed", session -> session.close(code));
    }

    void freeze() {
        each("frozen", session -> session.outbox().freeze());
    }

    void wake() {
        each("woken", session -> session.outbox().wake());
    }

    void tell(Market market, String text) {
        open().stream()
                .filter(session -> session.market() == market)
                .forEach(session -> session.outbox().raw(text));
    }

    /** Everybody is dropped, and for a while nobody can come back. */
    void restart(long downMs) {
        counters.happened("restarts");
        down = true;
        dropAll();
        if (downMs == 0) down = false;
        else vertx.setTimer(downMs, over -> down = false);
    }

    int size() {
        return open.size();
    }

    private void each(String what, Consumer<Session> step) {
        for (Session session : open()) {
            counters.happened(what);
            step.accept(session);
        }
    }
}
