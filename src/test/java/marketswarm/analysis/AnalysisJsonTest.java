package marketswarm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.domain.Analysis;
import org.junit.jupiter.api.Test;

class AnalysisJsonTest {

    private static final Analysis ANALYSIS = new Analysis(
            "2fd4e1c6",
            "Apple sold more.",
            List.of("Sales rose."),
            new Analysis.Sentiment("bullish", 0.7, 0.8),
            List.of(new Analysis.TickerView("AAPL", "bullish", 0.9, "Sales rose.")),
            List.of("earnings"),
            "earnings",
            "medium",
            List.of(
                    new Analysis.ContextPrice("AAPL", new BigDecimal("189.10"), new BigDecimal("0.65"), 1200, false),
                    new Analysis.ContextPrice("MSFT", new BigDecimal("410"), null, 86_400_000, true)),
            false,
            new Analysis.Provenance(
                    "openai",
                    "gpt-4o-mini",
                    "0a1b2c3d4e5f",
                    "1.0.0",
                    "f5e4d3c2b1a0",
                    1,
                    850,
                    1000,
                    200,
                    new BigDecimal("0.0000027"),
                    1_700_000_000_000L));

    private static final String JSON = """
            {"uid":"2fd4e1c6","summary":"Apple sold more.","bullets":["Sales rose."],\
            "sentiment":{"label":"bullish","score":0.7,"confidence":0.8},\
            "tickers":[{"symbol":"AAPL","sentiment":"bullish","relevance":0.9,"reason":"Sales rose."}],\
            "topics":["earnings"],"event_type":"earnings","impact":"medium",\
            "market_context":[{"symbol":"AAPL","price":"189.10","change_pct":"0.65","age_ms":1200,"stale":false},\
            {"symbol":"MSFT","price":"410","age_ms":86400000,"stale":true}],"abstained":false,\
            "provenance":{"engine":"openai","model":"gpt-4o-mini","prompt_hash":"0a1b2c3d4e5f","truth_version":"1.0.0",\
            "input_hash":"f5e4d3c2b1a0","attempts":1,"latency_ms":850,"tokens_in":1000,"tokens_out":200,\
            "cost_usd":0.0000027,"analyzed_ms":1700000000000}}""";

    @Test
    void the_document_has_the_names_of_the_contract_and_prices_as_text() {
        assertThat(AnalysisJson.write(ANALYSIS)).isEqualTo(JSON);
    }

    @Test
    void what_is_written_reads_back_the_same_to_the_last_digit() {
        assertThat(AnalysisJson.read(JSON)).isEqualTo(ANALYSIS);
    }

    @Test
    void another_text_is_not_an_analysis() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnalysisJson.read("[1]"))
                .withMessageStartingWith("analysis: ");
    }
}
