package marketswarm.feed.fetch;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.function.Supplier;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;

/** How much of an answer is read, for how long, and from where; asked anew for every answer, so that a change holds. */
public final class FeedLimits {

    private static final int MEGABYTE = 1 << 20;
    private static final int PIECE = 1 << 14;
    /** Two are odd, more are an attack. */
    private static final int CODINGS_MAX = 2;

    private final Supplier<RssAgg> settings;
    private final Destinations destinations;
    private final Clock clock;

    public FeedLimits(Supplier<RssAgg> settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.destinations = new Destinations(settings);
    }

    public Destinations destinations() {
        return destinations;
    }

    /** From the first byte that is sent to the last that is read, redirects included. */
    public long timeoutMs() {
        return settings.get().timeoutSec() * 1_000L;
    }

    public IOException tooSlow() {
        return new IOException("takes longer than " + settings.get().timeoutSec() + " s (timeout_sec)");
    }

    /** @param contentEncoding the header, empty when it was not sent */
    public void checkCodings(String contentEncoding) throws Unusable {
        int codings = contentEncoding.split(",", -1).length;
        if (codings > CODINGS_MAX) throw new Unusable("is packed " + codings + " times over");
    }

    /** The bytes of an answer, which end with an error where they are too many. */
    public InputStream within(InputStream bytes) {
        return new Bounded(bytes, settings.get().maxMegabytes());
    }

    /**
     * Reads what a site answers, and no more of it than truth allows, nor for longer.
     *
     * @throws IOException when it is more, takes longer, or breaks off
     */
    public byte[] bytes(@Nullable InputStream body) throws IOException {
        if (body == null) return new byte[0];
        int megabytes = settings.get().maxMegabytes();
        int most = megabytes * MEGABYTE;
        long until = clock.millis() + timeoutMs();
        var read = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
            read.write(piece, 0, length);
            if (read.size() > most) throw tooLarge(megabytes);
            if (clock.millis() > until) throw tooSlow();
        }
        return read.toByteArray();
    }

    static Unusable tooLarge(int megabytes) {
        return new Unusable("answers more than " + megabytes + " MB (max_megabytes)");
    }

    private static final class Bounded extends FilterInputStream {

        private final int megabytes;
        private long left;

        Bounded(InputStream in, int megabytes) {
            super(in);
            this.megabytes = megabytes;
            this.left = (long) megabytes * MEGABYTE;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) count(1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int read = super.read(into, from, most);
            if (read > 0) count(read);
            return read;
        }

        private void count(int read) throws Unusable {
            left -= read;
            if (left < 0) throw tooLarge(megabytes);
        }
    }
}
