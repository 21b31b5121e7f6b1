package marketswarm.analysis.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    5           | #   | 5            | 1
                    1,234.5     | #   | 1234.5       | 1
                    $5          | #$  | 5            | 1
                    $ 5         | #$  | 5            | 1
                    5m          | #   | 5000000      | 1000000
                    5 m         | #   | 5000000      | 1000000
                    5mn         | #   | 5000000      | 1000000
                    5 mln       | #   | 5000000      | 1000000
                    5 Million   | #   | 5000000      | 1000000
                    5bn         | #   | 5000000000   | 1000000000
                    5 billion   | #   | 5000000000   | 1000000000
                    5 trillion  | #   | 5000000000000| 1000000000
                    5 men       | #   | 5            | 1
                    5 m2        | #   | 5            | 1
                    5%          | %   | 5            | 1
                    5 percent   | %   | 5            | 1
                    5 per cent  | %   | 5            | 1
                    5 percents  | #   | 5            | 1
                    """)
    void a_number_has_its_magnitude_its_currency_or_its_percent(String text, String shown, double value, double scale) {
        Token number = Token.in(text).get(0);

        assertThat(number.text()).isEqualTo(shown);
        assertThat(number.number()).isEqualTo(value);
        assertThat(number.scale()).isEqualTo(scale);
        assertThat(number.symbol()).isEqualTo(text.startsWith("$") ? "$" : "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1900  | true
                    2100  | true
                    1899  | false
                    2101  | false
                    $2000 | false
                    1999.5| false
                    """)
    void a_bare_number_of_our_centuries_is_a_year(String text, boolean year) {
        assertThat(Token.in(text).get(0).isYear()).isEqualTo(year);
    }

    @ParameterizedTest
    @CsvSource({"999999, false", "1000000, true", "$5, true", "0.1%, true", "12, false"})
    void money_a_percentage_and_a_million_weigh(String text, boolean weighty) {
        assertThat(Token.in(text).get(0).isWeighty()).isEqualTo(weighty);
    }

    @Test
    void words_lose_their_case_and_their_possessive_and_a_denial_is_one() {
        assertThat(Token.in("Apple's didn’t cannot Traders' (AT&T), why?"))
                .extracting(Token::text)
                .containsExactly("apple", "not", "not", "traders", "(", "at&t", ")", ",", "why", "?");
        assertThat(Token.in("so  far")).extracting(Token::start).containsExactly(0, 4);
    }
}
