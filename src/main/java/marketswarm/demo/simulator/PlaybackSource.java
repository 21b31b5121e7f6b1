package marketswarm.demo.simulator;

import java.util.ArrayList;
import java.util.List;
import marketswarm.domain.RawFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays recorded frames to those who hold the topics of their elements; times and texts are those of the recording. */
final class PlaybackSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(PlaybackSource.class);
    private static final long EVERY_MS = 5;
    private static final int MOST_FRAMES_OF_A_BEAT = 500;

    private final Playback playback;
    private final Counters counters;
    private @Nullable RawFrame next;
    private boolean begun;
    private boolean over;
    private long startNs;
    private long firstMs;

    PlaybackSource(Playback playback, Counters counters) {
        this.playback = playback;
        this.counters = counters;
    }

    @Override
    public long everyMs() {
        return EVERY_MS;
    }

    @Override
    public void beat(Sessions sessions) {
        if (!begun
                && sessions.open().stream()
                        .noneMatch(session -> session.subscriptions().changes() > 0)) return;
        if (!begun) begin();
        for (int frames = 0; frames < MOST_FRAMES_OF_A_BEAT && isDue(sessions); frames++) play(sessions);
    }

    @Override
    public void settle() {}

    private void begin() {
        begun = true;
        startNs = System.nanoTime();
        advance();
        if (next != null) firstMs = next.receivedMs();
    }

    private boolean isDue(Sessions sessions) {
        if (next == null) return false;
        boolean taken = sessions.open().stream()
                .allMatch(session -> session.outbox().wire().takesMore());
        if (playback.speed() == 0) return taken;
        return (System.nanoTime() - startNs) / 1e6 * playback.speed() >= next.receivedMs() - firstMs;
    }

    private void play(Sessions sessions) {
        RawFrame frame = next;
        if (frame == null) return;
        advance();
        Market.ofPath("/" + frame.cluster()).ifPresent(market -> {
            List<Encoded> elements = new ArrayList<>();
            if (!RecordedElement.split(market, frame.text(), elements)) sessions.tell(market, frame.text());
            elements.forEach(element -> counters.of(element.topic()).printed());
            sessions.publish(elements);
        });
    }

    private void advance() {
        next = playback.frames().get();
        if (next != null || over) return;
        over = true;
        LOG.info("simulator: the recording is over");
    }
}
