package marketswarm.component.marketsocket;

import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.CLOSE;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.MESSAGE;
import static org.apache.camel.component.vertx.websocket.VertxWebsocketEvent.OPEN;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import marketswarm.component.OneLine;
import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.vertx.websocket.VertxWebsocketEvent;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one socket. OPEN, the frames and CLOSE walk through one queue and one thread, so a route sees them in the order
 * they happened; frames that had to wait come together. When the route falls behind all the same, the socket is paused
 * and TCP slows the sender down. A closed socket is opened again after a while; a stopped route leaves none behind.
 */
final class MarketSocketConsumer extends DefaultConsumer implements ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(MarketSocketConsumer.class);
    private static final long PING_EVERY_MS = 20_000;

    private final Backoff backoff = new Backoff(new Random());
    private final Outage outage = new Outage();
    private volatile Inbox inbox;
    private volatile @Nullable WebSocketClient client;
    private @Nullable ExecutorService worker;
    private volatile @Nullable WebSocket socket;
    private volatile boolean paused;
    private volatile long coolDownMs;

    MarketSocketConsumer(MarketSocketEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        inbox = emptyInbox();
        setExceptionHandler(new OneLine());
    }

    @Override
    public MarketSocketEndpoint getEndpoint() {
        return (MarketSocketEndpoint) super.getEndpoint();
    }

    // the vendor may be away: the route starts all the same and connects as soon as it can
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint().readBy(this);
        inbox = emptyInbox();
        coolDownMs = 0;
        worker = getEndpoint()
                .getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(this, "MarketSocket", queue());
        WebSocketClient made =
                getEndpoint().vertx().createWebSocketClient(getEndpoint().clientOptions());
        client = made;
        getEndpoint().vertx().runOnContext(start -> connect(made));
    }

    // no limit but ours: at Camel's default one the event loop itself would run a frame, ahead of those that wait
    private static ThreadPoolProfile queue() {
        return new ThreadPoolProfileBuilder("MarketSocket")
                .poolSize(1)
                .maxPoolSize(1)
                .maxQueueSize(Integer.MAX_VALUE)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
    }

    @Override
    protected void doStop() throws Exception {
        WebSocket open = socket;
        socket = null;
        if (open != null) open.close();
        WebSocketClient through = client;
        client = null;
        if (through != null) through.close();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(worker);
        getEndpoint().leftBy(this);
        super.doStop();
    }

    // the handlers stand before the socket connects: nothing that arrives early is missed
    private void connect(WebSocketClient through) {
        if (isOver(through)) return;
        ClientWebSocket attempt = through.webSocket();
        attempt.textMessageHandler(text -> enqueue(MESSAGE, text));
        attempt.binaryMessageHandler(bytes -> enqueue(MESSAGE, bytes.toString()));
        attempt.exceptionHandler(e -> LOG.debug("market: socket trouble url={}", url(), e));
        attempt.connect(getEndpoint().connectOptions()).onComplete(result -> {
            if (result.succeeded()) opened(result.result(), through);
            else {
                if (isRunAllowed() && outage.failed())
                    LOG.warn(
                            "market: cannot connect, trying again url={} cause={}",
                            url(),
                            result.cause().getMessage());
                again(through, 0);
            }
        });
    }

    private void opened(WebSocket opened, WebSocketClient through) {
        if (isOver(through)) {
            opened.close();
            return;
        }
        outage.recovered();
        socket = opened;
        paused = false;
        long openedAt = System.nanoTime();
        Vertx vertx = getEndpoint().vertx(); // kept, for at the end of a context the component lets go of its own first
        long ping = vertx.setPeriodic(PING_EVERY_MS, tick -> opened.writePing(Buffer.buffer()));
        opened.closeHandler(closed -> {
            vertx.cancelTimer(ping);
            boolean byUs = socket == null;
            socket = null;
            if (byUs) return;
            long livedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt);
            // what was held back by a pause comes first, in a task of its own; then the end of it
            opened.resume();
            vertx.runOnContext(drained -> {
                enqueue(CLOSE, reason(opened));
                again(through, livedMs);
            });
        });
        enqueue(OPEN, null);
    }

    // timers and connects of an earlier start find the client of a later one
    private boolean isOver(WebSocketClient through) {
        return !isRunAllowed() || through != client;
    }

    // decided after CLOSE has walked through the route, so that its wish to cool down is known
    private void again(WebSocketClient through, long livedMs) {
        submit(() -> {
            long delay = Math.max(backoff.nextMs(livedMs), coolDownMs);
            coolDownMs = 0;
            if (!isOver(through)) getEndpoint().vertx().setTimer(delay, tick -> connect(through));
        });
    }

    private Inbox emptyInbox() {
        return new Inbox(() -> createExchange(false));
    }

    private void enqueue(VertxWebsocketEvent event, @Nullable String body) {
        Inbox into = inbox;
        if (into.add(event, body)) submit(() -> handleNext(into));
        WebSocket open = socket;
        if (!paused && open != null && into.isFull()) {
            paused = true;
            open.pause();
        }
    }

    private void handleNext(Inbox from) {
        Happening next = from.take();
        try {
            process(next.exchange());
        } finally {
            from.done(next);
            if (paused && from.isLow()) readOn();
        }
    }

    private void submit(Runnable task) {
        ExecutorService running = worker;
        try {
            if (running != null) running.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("market: stopped, nothing more is handled url={}", url(), stopped);
        }
    }

    private void readOn() {
        paused = false;
        WebSocket open = socket;
        if (open != null) open.resume();
    }

    private void process(Exchange exchange) {
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            if (exchange.getException() != null)
                getExceptionHandler().handleException("market-socket: not handled", exchange, exchange.getException());
            Long wish = exchange.getMessage().getHeader(MarketSocketConstants.COOL_DOWN, Long.class);
            if (wish != null) coolDownMs = wish;
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    void send(String text) {
        WebSocket open = socket;
        if (open == null) LOG.debug("market: socket closed before a command could be sent url={}", url());
        else open.writeTextMessage(text);
    }

    /** Ends the connection as if the vendor had. */
    void hangUp() {
        WebSocket open = socket;
        if (open != null) open.close();
    }

    private static String reason(WebSocket closed) {
        Short code = closed.closeStatusCode();
        String words = closed.closeReason();
        if (code == null) return "the connection broke";
        return "closed with " + code + (words == null || words.isBlank() ? "" : " " + words.strip());
    }

    private String url() {
        return getEndpoint().getConfiguration().getWebsocketURI().toString().replaceFirst(":0(?=/|$)", "");
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    // stopping has waited for the queue; a frame that came later is dropped by the executor and never counted down
    @Override
    public int getPendingExchangesSize() {
        return isRunAllowed() ? inbox.size() : 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // the stop has closed the socket
    }
}
