package marketswarm.market.vendor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.domain.PriceBand;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;
import marketswarm.market.Symbols;

/**
 * Turns the text frames of one connection into records (vendor's {@code websocket.json}). Reads the JSON as a stream,
 * never as a tree. A malformed element costs itself only; an unknown channel is kept as it came. Frames are decoded
 * one at a time.
 */
public final class Decoder {

    private static final JsonFactory JSON = new JsonFactory();
    /** No element holds an object, and inside a string the quote would be escaped: this is where the next one begins. */
    private static final Pattern ELEMENT = Pattern.compile("\\{\\s*\"");

    private final Element element;
    private final TickReader reader;
    private final VendorTime time = new VendorTime();
    private final LongAdder unknownChannels = new LongAdder();

    /** @param cluster the path of the vendor's address: {@code stocks}, {@code crypto}, {@code futures/cme}, … */
    public Decoder(String cluster) {
        this(cluster, UnaryOperator.identity());
    }

    /** @param admitted what to take for a symbol, empty for not at all; asked about every symbol now and then */
    public Decoder(String cluster, UnaryOperator<String> admitted) {
        String market = Symbols.market(cluster);
        UnaryOperator<String> symbol = text -> admitted.apply(Symbols.rest(market, text));
        this.element = new Element(symbol);
        this.reader = new TickReader(market, symbol, time);
    }

    /**
     * @param frame a JSON array of elements, as the socket gave it
     * @param receivedMs when the socket gave it, epoch milliseconds
     * @return never fails: what cannot be used is counted
     */
    public Frame decode(String frame, long receivedMs) {
        return decode(List.of(frame), receivedMs);
    }

    /** The same of several frames, in their order. */
    public synchronized Frame decode(List<String> frames, long receivedMs) {
        var harvest = new Harvest(receivedMs);
        frames.forEach(harvest::frame);
        unknownChannels.add(harvest.unknown);
        return new Frame(harvest.statuses, harvest.ticks, harvest.malformed, harvest.refused, harvest.bands);
    }

    /** Stamps whose unit was not the documented one, since the start. */
    public long timeSurprises() {
        return time.surprises();
    }

    /** Ticks of channels that have no record, kept as they came, since the start. */
    public long unknownChannels() {
        return unknownChannels.sum();
    }

    /** What has been read so far. */
    private final class Harvest {

        private static final int USUAL_TICKS = 64;
        private static final int REFUSED_KEPT = 10;

        private final long receivedMs;
        private final List<Status> statuses = new ArrayList<>(0);
        private final List<Tick> ticks;
        private List<PriceBand> bands = List.of();
        private List<Refused> refused = List.of();
        private int malformed;
        private int unknown;
        private String frame = "";
        private int start;

        Harvest(long receivedMs) {
            this.receivedMs = receivedMs;
            this.ticks = new ArrayList<>(USUAL_TICKS);
        }

        void frame(String text) {
            frame = text;
            start = 0;
            try (JsonParser parser = JSON.createParser(text)) {
                array(parser);
            } catch (JsonProcessingException e) {
                refuse("broken JSON", start, frame.length());
                afterTheBroken();
            } catch (IOException e) {
                throw new UncheckedIOException("market: a string cannot fail to be read", e);
            }
        }

        private void array(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                refuse("no JSON array", 0, frame.length());
                return;
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) object(parser, 0);
                else notAnObject(parser);
            }
        }

        /** Broken syntax ends the parser, not the frame: the remaining elements are read one by one. */
        private void afterTheBroken() {
            if (!frame.stripLeading().startsWith("[")) return;
            char[] text = frame.toCharArray();
            Matcher next = ELEMENT.matcher(frame);
            for (int from = start + 1; next.find(from); ) {
                from = single(text, next.start());
            }
        }

        /** Reads the element at {@code at}; answers where to look for the next one. */
        private int single(char[] text, int at) {
            try (JsonParser parser = JSON.createParser(text, at, text.length - at)) {
                parser.nextToken();
                object(parser, at);
                return at + (int) parser.currentLocation().getCharOffset();
            } catch (IOException e) {
                refuse("broken JSON", at, frame.length());
                return at + 1;
            }
        }

        private void notAnObject(JsonParser parser) throws IOException {
            int from = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            refuse("no object", from, (int) parser.currentLocation().getCharOffset());
        }

        private void object(JsonParser parser, int base) throws IOException {
            start = base + (int) parser.currentTokenLocation().getCharOffset();
            element.read(parser);
            String ev = element.text(Element.EV);
            if (ev.equals("status")) {
                statuses.add(new Status(element.text(Element.STATUS), element.text(Element.MESSAGE)));
                return;
            }
            String symbol = reader.symbol(ev, element);
            if (ev.isEmpty() || symbol.isEmpty()) {
                refuse(ev.isEmpty() ? "no channel" : "no symbol that may become a key", start, end(parser, base));
                return;
            }
            Tick tick = reader.read(ev, element, receivedMs);
            if (element.malformed()) refuse("a field that holds what it cannot", start, end(parser, base));
            else ticks.add(tick == null ? raw(parser, base, ev, symbol) : noted(tick));
        }

        private Tick noted(Tick tick) {
            if (tick instanceof PriceBand band) {
                if (bands.isEmpty()) bands = new ArrayList<>();
                bands.add(band);
            }
            return tick;
        }

        private static int end(JsonParser parser, int base) {
            return base + (int) parser.currentLocation().getCharOffset();
        }

        private void refuse(String reason, int from, int end) {
            malformed++;
            if (refused.isEmpty()) refused = new ArrayList<>();
            if (refused.size() < REFUSED_KEPT) refused.add(Refused.of(reason, frame, from, end));
        }

        private RawTick raw(JsonParser parser, int base, String ev, String symbol) {
            unknown++;
            long tsMs = reader.stamp(ev, element, receivedMs);
            return new RawTick(symbol, ev, frame.substring(start, end(parser, base)), tsMs, receivedMs);
        }
    }
}
