package marketswarm.market.stream;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import marketswarm.domain.Tick;
import marketswarm.market.Words;
import marketswarm.redis.Keys;
import marketswarm.redis.pipe.Form;
import marketswarm.redis.pipe.RespBuffer;
import marketswarm.redis.pipe.Word;

/** A tick as an XADD to the stream of its symbol, and as JSON while it waits on disk. */
public final class TickForm implements Form<Tick> {

    private static final TypeReference<List<Tick>> TICKS = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(Tick.class, Named.class)
            .registerSubtypes(Tick.class.getPermittedSubclasses())
            .build();
    private static final ObjectWriter WRITER = JSON.writerFor(TICKS);
    private static final ObjectReader READER = JSON.readerFor(TICKS);
    private static final Word XADD = Word.of("XADD");
    private static final Word MAXLEN = Word.of("MAXLEN");
    private static final Word ABOUT = Word.of("~");
    private static final Word NEW = Word.of("*");
    /** XADD key MAXLEN ~ n *. */
    private static final int WORDS_BEFORE_FIELDS = 6;

    private final Set<String> announced = new HashSet<>();
    private final String origin;
    private final LongSupplier maxLength;

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "tick")
    private interface Named {}

    /**
     * @param origin see {@link TickEntries#of(Tick, String)}
     * @param maxLength entries kept in each stream, about
     */
    public TickForm(String origin, LongSupplier maxLength) {
        this.origin = origin;
        this.maxLength = maxLength;
    }

    @Override
    public String key(Tick tick) {
        return TickEntries.key(tick.symbol());
    }

    @Override
    public void encode(Tick tick, RespBuffer into) {
        int place = into.openCommand();
        into.word(XADD)
                .word(TickEntries.PREFIX, tick.symbol(), TickEntries.SUFFIX)
                .word(MAXLEN)
                .word(ABOUT)
                .word(maxLength.getAsLong())
                .word(NEW);
        Words words = new Words(into);
        TickEntries.fields(tick, origin, words);
        into.words(place, WORDS_BEFORE_FIELDS + 2 * words.fields);
    }

    /** A symbol becomes known with its first tick, so that who follows all symbols misses none. */
    @Override
    public int encodeBeside(List<Tick> ticks, RespBuffer into) {
        Set<String> fresh = new TreeSet<>();
        for (Tick tick : ticks) if (announced.add(tick.symbol())) fresh.add(tick.symbol());
        if (fresh.isEmpty()) return 0;
        into.command(2 + fresh.size()).word("SADD").word(Keys.SYMBOLS.key());
        fresh.forEach(into::word);
        return 1;
    }

    @Override
    public byte[] store(List<Tick> ticks) {
        try {
            return WRITER.writeValueAsBytes(ticks);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("market: a tick cannot be kept", e);
        }
    }

    @Override
    public List<Tick> restore(byte[] stored) {
        try {
            return READER.readValue(stored);
        } catch (IOException e) {
            throw new UncheckedIOException("market: a kept tick cannot be read", e);
        }
    }

    private static final class Words implements TickEntries.Fields {

        private final RespBuffer into;
        private int fields;

        Words(RespBuffer into) {
            this.into = into;
        }

        @Override
        public void accept(Word name, Word value) {
            fields++;
            into.word(name).word(value);
        }

        @Override
        public void accept(Word name, String value) {
            fields++;
            into.word(name).word(value);
        }

        @Override
        public void accept(Word name, long value) {
            fields++;
            into.word(name).word(value);
        }

        @Override
        public void accept(Word name, BigDecimal value) {
            fields++;
            into.word(name).word(value);
        }
    }
}
