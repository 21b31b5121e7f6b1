package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static final String BEYOND = "{\"price\": 1e99999999999}";

    @Test
    void a_number_beyond_all_measure_is_no_json_like_anything_else_that_is_none() {
        assertThatThrownBy(() -> Json.tree(BEYOND))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessage("a number's exponent is beyond all measure");
        assertThatThrownBy(() -> Json.read(BEYOND, JsonNode.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("json: not JSON (a number's exponent is beyond all measure)");
    }

    @Test
    void decimals_are_as_they_were_written() throws JsonProcessingException {
        assertThat(Json.write(Json.tree("{\"price\": 0.1, \"size\": 1e3}"))).isEqualTo("{\"price\":0.1,\"size\":1000}");
    }
}
