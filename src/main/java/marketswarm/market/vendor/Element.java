package marketswarm.market.vendor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import marketswarm.domain.Book.Level;
import marketswarm.market.HashText;
import marketswarm.market.Words;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one element of a frame, until it is known what it is: {@code ev} need not come first, and a letter
 * means different things on different channels. One object serves all elements of a connection, because what is
 * allocated here is allocated a hundred thousand times a second. Fields that no channel needs are passed over.
 */
final class Element {

    // Single letters are their own place; longer names follow.
    static final int EV = 128;
    static final int SYM = 129;
    static final int PAIR = 130;
    static final int BP = 131;
    static final int BS = 132;
    static final int BX = 133;
    static final int AP = 134;
    static final int AS = 135;
    static final int AX = 136;
    static final int DS = 137;
    static final int DV = 138;
    static final int AV = 139;
    static final int DAV = 140;
    static final int OP = 141;
    static final int VW = 142;
    static final int VAL = 143;
    static final int TRFI = 144;
    static final int TRFT = 145;
    static final int STATUS = 146;
    static final int MESSAGE = 147;
    static final int AT = 148;
    static final int FMV = 149;
    private static final int PLACES = 150;
    private static final int NOWHERE = -1;

    private static final byte ABSENT = 0;
    private static final byte WHOLE = 1;
    private static final byte DECIMAL = 2;
    private static final byte TEXT = 3;
    private static final byte UNUSABLE = 4;

    private final byte[] kinds = new byte[PLACES];
    private final long[] wholes = new long[PLACES];
    private final BigDecimal[] decimals = new BigDecimal[PLACES];
    private final String[] texts = new String[PLACES];
    private List<Integer> codes = List.of();
    private List<Integer> indicators = List.of();
    private List<Level> bids = List.of();
    private List<Level> asks = List.of();
    private boolean malformed;

    private final Words events = new Words(name -> name);
    private final Words symbols;

    /** @param symbol what the vendor's text means; empty when it is no symbol, or none that we take */
    Element(UnaryOperator<String> symbol) {
        this.symbols = new Words(symbol);
    }

    /** Takes the fields of the object that the parser has just entered, up to its end. */
    void read(JsonParser parser) throws IOException {
        Arrays.fill(kinds, ABSENT);
        codes = List.of();
        indicators = List.of();
        bids = List.of();
        asks = List.of();
        malformed = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int place = place(name);
            JsonToken token = parser.nextToken();
            if (place == NOWHERE) parser.skipChildren();
            else put(parser, place, token);
        }
    }

    /** True when a field held what it cannot hold, for example a price in words. */
    boolean malformed() {
        return malformed;
    }

    /** What was read makes no sense. */
    void refuse() {
        malformed = true;
    }

    /** Empty when absent. */
    String text(int place) {
        return switch (kinds[place]) {
            case TEXT -> texts[place];
            case WHOLE -> Long.toString(wholes[place]);
            default -> "";
        };
    }

    @Nullable
    BigDecimal decimal(int place) {
        return switch (kinds[place]) {
            case WHOLE -> BigDecimal.valueOf(wholes[place]);
            case DECIMAL -> decimals[place];
            case TEXT -> spelledOut(texts[place]);
            case UNUSABLE -> nothing();
            default -> null;
        };
    }

    /** The first of two that is there. */
    @Nullable
    BigDecimal decimal(int preferred, int otherwise) {
        return kinds[preferred] == DECIMAL || kinds[preferred] == WHOLE ? decimal(preferred) : decimal(otherwise);
    }

    boolean has(int place) {
        return kinds[place] == WHOLE || kinds[place] == DECIMAL;
    }

    /** 0 when absent. */
    long whole(int place) {
        if (kinds[place] == DECIMAL) return decimals[place].longValue();
        return kinds[place] == WHOLE ? wholes[place] : 0;
    }

    /** An id or a sequence number; absent as well when it is none. Forex sends its exchange as text. */
    @Nullable
    Long number(int place) {
        if (kinds[place] == WHOLE) return wholes[place];
        if (kinds[place] != TEXT || !texts[place].matches("\\d{1,18}")) return null;
        return Long.valueOf(texts[place]);
    }

    @Nullable
    Integer code(int place) {
        Long number = number(place);
        return number == null || number != number.intValue() ? null : number.intValue();
    }

    /** The condition codes of {@code c}, whether they came as a list or as one. */
    List<Integer> codes() {
        Integer single = code('c');
        return single == null ? codes : List.of(single);
    }

    /** The codes of {@code i} where that is a list, which only price bands are read for. */
    List<Integer> indicators() {
        return indicators;
    }

    /** The levels of {@code b}, best first. */
    List<Level> bids() {
        return bids;
    }

    /** The levels of {@code a}. */
    List<Level> asks() {
        return asks;
    }

    private void put(JsonParser parser, int place, JsonToken token) throws IOException {
        kinds[place] = switch (token) {
            case VALUE_NUMBER_INT -> putWhole(parser, place);
            case VALUE_NUMBER_FLOAT -> putDecimal(parser, place);
            case VALUE_STRING -> putText(parser, place);
            case START_ARRAY -> putList(parser, place);
            case VALUE_NULL -> ABSENT;
            default -> {
                parser.skipChildren();
                yield UNUSABLE;
            }
        };
    }

    private byte putWhole(JsonParser parser, int place) throws IOException {
        if (parser.getNumberType() == NumberType.BIG_INTEGER) return putDecimal(parser, place);
        wholes[place] = parser.getLongValue();
        return WHOLE;
    }

    private byte putDecimal(JsonParser parser, int place) throws IOException {
        BigDecimal value = HashText.decimal(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        if (value == null) return UNUSABLE;
        decimals[place] = value;
        return DECIMAL;
    }

    private byte putText(JsonParser parser, int place) throws IOException {
        if (place == DS || place == DV || place == DAV) return putDecimal(parser, place);
        texts[place] = switch (place) {
            case EV -> events.of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            case SYM, PAIR, 'T' ->
                symbols.of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            default -> parser.getText();
        };
        return TEXT;
    }

    private byte putList(JsonParser parser, int place) throws IOException {
        switch (place) {
            case 'c' -> codes = numbers(parser);
            case 'i' -> {
                if (mayBe("LULD")) indicators = numbers(parser);
                else parser.skipChildren(); // every quote has some
            }
            case 'b' -> bids = Levels.read(parser);
            case 'a' -> asks = Levels.read(parser);
            default -> parser.skipChildren();
        }
        return UNUSABLE;
    }

    /** Whether it is that channel, as far as has been read. */
    private boolean mayBe(String channel) {
        return kinds[EV] == ABSENT || text(EV).equals(channel);
    }

    private static List<Integer> numbers(JsonParser parser) throws IOException {
        var list = new ArrayList<Integer>(4);
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == NumberType.INT)
                list.add(parser.getIntValue());
            else parser.skipChildren();
        }
        return List.copyOf(list);
    }

    private @Nullable BigDecimal spelledOut(String text) {
        BigDecimal value = HashText.decimal(text.toCharArray(), 0, text.length());
        return value == null ? nothing() : value;
    }

    private @Nullable BigDecimal nothing() {
        malformed = true;
        return null;
    }

    private static int place(String name) {
        if (name.length() == 1 && name.charAt(0) < EV) return name.charAt(0);
        return switch (name) {
            case "ev" -> EV;
            case "sym" -> SYM;
            case "pair" -> PAIR;
            case "bp" -> BP;
            case "bs" -> BS;
            case "bx" -> BX;
            case "ap" -> AP;
            case "as" -> AS;
            case "ax" -> AX;
            case "ds" -> DS;
            case "dv" -> DV;
            case "av" -> AV;
            case "dav" -> DAV;
            case "op" -> OP;
            case "vw" -> VW;
            case "val" -> VAL;
            case "trfi" -> TRFI;
            case "trft" -> TRFT;
            case "at" -> AT;
            case "fmv" -> FMV;
            case "status" -> STATUS;
            case "message" -> MESSAGE;
            default -> NOWHERE;
        };
    }
}
