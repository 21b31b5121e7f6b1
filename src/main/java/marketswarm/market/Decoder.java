package marketswarm.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.domain.RawTick;
import marketswarm.domain.Tick;

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

    /** @param cluster the path of the vendor's address: {@code stocks}, {@code crypto}, {@code futures/cme}, … */
    public Decoder(String cluster) {
        String market = Symbols.market(cluster);
        this.element = new Element(market);
        this.reader = new TickReader(market, time);
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
        return new Frame(harvest.statuses, harvest.ticks, harvest.malformed);
    }

    /** Stamps whose unit was not the documented one, since the start. */
    public long timeSurprises() {
        return time.surprises();
    }

    /** What has been read so far. */
    private final class Harvest {

        private static final int USUAL_TICKS = 64;

        private final long receivedMs;
        private final List<Status> statuses = new ArrayList<>(0);
        private final List<Tick> ticks;
        private int malformed;
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
                malformed++;
                afterTheBroken();
            } catch (IOException e) {
                throw new UncheckedIOException("market: a string cannot fail to be read", e);
            }
        }

        private void array(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                malformed++;
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
                malformed++;
                return at + 1;
            }
        }

        private void notAnObject(JsonParser parser) throws IOException {
            malformed++;
            parser.skipChildren();
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
                malformed++;
                return;
            }
            Tick tick = reader.read(ev, element, receivedMs);
            if (element.malformed()) malformed++;
            else ticks.add(tick == null ? raw(parser, base, ev, symbol) : tick);
        }

        private RawTick raw(JsonParser parser, int base, String ev, String symbol) {
            int end = base + (int) parser.currentLocation().getCharOffset();
            long tsMs = reader.stamp(ev, element, receivedMs);
            return new RawTick(symbol, ev, frame.substring(start, end), tsMs, receivedMs);
        }
    }
}
