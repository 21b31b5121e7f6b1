package marketswarm.analysis;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import marketswarm.domain.Analysis;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/** An analysis as the text that {@code rss:analysis:<uid>} holds: snake_case, prices as decimal text. */
public final class AnalysisJson {

    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .addMixIn(Analysis.ContextPrice.class, DecimalText.class)
            .build();

    /** A price is text, so that no reader's floating point adds or loses a digit. */
    interface DecimalText {
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal price();

        @JsonFormat(shape = JsonFormat.Shape.STRING)
        @Nullable
        BigDecimal changePct();
    }

    private AnalysisJson() {}

    public static String write(Analysis analysis) {
        try {
            return MAPPER.writeValueAsString(analysis);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("analysis: cannot write " + analysis.uid(), e);
        }
    }

    /** @throws IllegalArgumentException when the text is not an analysis */
    public static Analysis read(String json) {
        try {
            return MAPPER.readValue(json, Analysis.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("analysis: not an analysis document", e);
        }
    }
}
