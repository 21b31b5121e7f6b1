package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import marketswarm.redis.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretChecksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'massive':{'api_key':'k'}}            | true",
                "{'massive':{'api_key':''}}             | false",
                "{'massive':{'api_key':null}}           | false",
                "{'massive':{'api_key':'PUT-YOUR-KEY'}} | false",
                "{'massive':{'pin':1234}}               | true",
                "{'rss_agg':{'user_agent':'me'}}        | false",
                "{'rss_agg':{'user_agent':'me','x':'y'}} | true",
                "{'sse_gateway':{'tokens':['','t']}}    | true",
                "{'sse_gateway':{'tokens':['','']}}     | false",
                "{'sse_gateway':{'tokens':[]}}          | false",
                "{}                                     | false"
            })
    void only_what_would_do_harm_in_other_hands_is_worth_hiding(String secrets, boolean worth) {
        assertThat(SecretChecks.isWorthHiding(Json.read(secrets.replace('\'', '"'), JsonNode.class)))
                .isEqualTo(worth);
    }
}
