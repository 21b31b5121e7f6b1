package marketswarm.market.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import marketswarm.domain.MarketEvent;
import marketswarm.market.MarketEvents;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.pipe.Form;
import marketswarm.redis.pipe.RespBuffer;

/** A market event as an XADD to {@code events:market}, with a PUBLISH beside it, and as JSON while it waits on disk. */
public final class EventForm implements Form<MarketEvent> {

    /** XADD key MAXLEN ~ n *, and a name and a value for each field. */
    private static final int WORDS = 6 + 2 * 6;

    private final LongSupplier maxLength;

    private record Kept(List<Map<String, String>> events) {}

    /** @param maxLength events kept, about */
    public EventForm(LongSupplier maxLength) {
        this.maxLength = maxLength;
    }

    @Override
    public String key(MarketEvent event) {
        return Keys.MARKET_EVENTS.key();
    }

    @Override
    public void encode(MarketEvent event, RespBuffer into) {
        into.command(WORDS)
                .word("XADD")
                .word(key(event))
                .word("MAXLEN")
                .word("~")
                .word(maxLength.getAsLong())
                .word("*");
        MarketEvents.entry(event)
                .fields()
                .forEach((name, value) -> into.word(name).word(value));
    }

    @Override
    public int encodeBeside(List<MarketEvent> events, RespBuffer into) {
        for (MarketEvent event : events)
            into.command(3)
                    .word("PUBLISH")
                    .word(Keys.MARKET_EVENTS_CHANNEL)
                    .word(Json.write(MarketEvents.entry(event).fields()));
        return events.size();
    }

    @Override
    public byte[] store(List<MarketEvent> events) {
        var kept = new Kept(
                events.stream().map(event -> MarketEvents.entry(event).fields()).toList());
        return Json.write(kept).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<MarketEvent> restore(byte[] stored) {
        return Json.read(new String(stored, StandardCharsets.UTF_8), Kept.class).events().stream()
                .map(MarketEvents::of)
                .toList();
    }
}
