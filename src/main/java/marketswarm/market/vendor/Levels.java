package marketswarm.market.vendor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import marketswarm.domain.Book.Level;
import marketswarm.market.HashText;
import org.jspecify.annotations.Nullable;

/** The levels of a book as the socket has them: {@code [[price, size], …]}. One that is no such pair is left out. */
final class Levels {

    private Levels() {}

    /** @param parser has just entered the outer array, and has left it afterwards */
    static List<Level> read(JsonParser parser) throws IOException {
        var levels = new ArrayList<Level>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.START_ARRAY) {
                parser.skipChildren();
                continue;
            }
            BigDecimal price = decimal(parser, parser.nextToken());
            if (parser.currentToken() == JsonToken.END_ARRAY) continue;
            BigDecimal size = decimal(parser, parser.nextToken());
            while (parser.currentToken() != JsonToken.END_ARRAY) {
                parser.nextToken();
                parser.skipChildren();
            }
            if (price != null && size != null) levels.add(new Level(price, size));
        }
        return levels;
    }

    private static @Nullable BigDecimal decimal(JsonParser parser, JsonToken token) throws IOException {
        if (token.isNumeric() || token == JsonToken.VALUE_STRING)
            return HashText.decimal(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        parser.skipChildren();
        return null;
    }
}
