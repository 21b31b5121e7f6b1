package marketswarm.bench.drill;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A line from one program to another, by way of the drill, which can cut it, hold it up or make it slow. */
final class Wire implements AutoCloseable {

    private final String name;
    private final Vertx vertx;
    private final int target;
    private final NetServer server;
    private final NetClient client;
    private final List<Call> calls = new ArrayList<>();
    private boolean refusing;
    private boolean stalled;
    private long delayMs;

    /** @param target port of loopback to which it leads */
    Wire(String name, Vertx vertx, int target) {
        this.name = name;
        this.vertx = vertx;
        this.target = target;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        this.server = vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true))
                .connectHandler(this::accept);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    /** Two sockets that belong together. */
    private record Call(NetSocket caller, Lane there, Lane back) {

        void cut() {
            caller.close();
            there.to().close();
        }
    }

    String name() {
        return name;
    }

    int port() {
        return server.actualPort();
    }

    private void accept(NetSocket caller) {
        if (refusing) {
            caller.close();
            return;
        }
        caller.pause();
        client.connect(target, "127.0.0.1")
                .onSuccess(called -> join(caller, called))
                .onFailure(nobody -> caller.close());
    }

    private void join(NetSocket caller, NetSocket called) {
        Lane there = new Lane(vertx, caller, called);
        Lane back = new Lane(vertx, called, caller);
        Call call = new Call(caller, there, back);
        calls.add(call);
        caller.closeHandler(gone -> end(call));
        called.closeHandler(gone -> end(call));
        apply(call);
        there.begin();
        back.begin();
        caller.resume();
        if (refusing) call.cut();
    }

    private void end(Call call) {
        if (calls.remove(call)) call.cut();
    }

    private void apply(Call call) {
        call.there().set(stalled, delayMs);
        call.back().set(stalled, delayMs);
    }

    /** Ends each connection with that probability; new ones are welcome. */
    void cut(double share, Random random) {
        on(() -> List.copyOf(calls).stream()
                .filter(call -> random.nextDouble() < share)
                .forEach(Call::cut));
    }

    /** Ends all connections and takes no new ones until {@link #mend}. */
    void part() {
        on(() -> {
            refusing = true;
            List.copyOf(calls).forEach(Call::cut);
        });
    }

    /** Nothing comes through any more, and nobody is told, until {@link #mend}. */
    void stall() {
        on(() -> set(true, delayMs));
    }

    /** Everything comes so much later, until {@link #mend}. */
    void delay(long ms) {
        on(() -> set(stalled, ms));
    }

    /** As if nothing had been. */
    void mend() {
        on(() -> {
            refusing = false;
            set(false, 0);
        });
    }

    private void set(boolean stall, long ms) {
        stalled = stall;
        delayMs = ms;
        calls.forEach(this::apply);
    }

    private void on(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.runOnContext(turn -> {
            task.run();
            done.complete(null);
        });
        done.join();
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
