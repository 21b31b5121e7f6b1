package marketswarm.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrologTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<!DOCTYPE rss><rss/>                                          | <rss/>",
                "<?xml version='1.0'?><!doctype rss SYSTEM 'x.dtd'><rss/>      | <?xml version='1.0'?><rss/>",
                "<!-- <!DOCTYPE a> --><!DOCTYPE b><rss/>                       | <!-- <!DOCTYPE a> --><rss/>",
                "<!DOCTYPE rss [<!ENTITY a 'A>B'>]><rss>&a;</rss>              | <rss>A>B</rss>",
                "<!DOCTYPE rss [<!ENTITY a \"A\"><!ENTITY b 'B'>]><rss>&b;&a;&c;</rss> | <rss>BA&c;</rss>",
                "<!DOCTYPE rss [<!ENTITY a 'A'><!ENTITY a 'B'>]><rss>&a;</rss> | <rss>A</rss>",
                "<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b 'B'>]><rss>&a;&b;</rss> | <rss>&a;B</rss>",
                "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss> | <rss>&a;</rss>",
                "<!DOCTYPE rss SYSTEM 'a>b'><rss/>                             | <rss/>",
                "<!DOCTYPE rss SYSTEM 'never closed><rss/>                     | <rss/>",
                "<!DOCTYPE rss                                                 | ``",
                "<rss><!DOCTYPE b></rss>                                       | <rss><!DOCTYPE b></rss>",
                "<!-- never closed <!DOCTYPE b><rss/>                          | <!-- never closed <!DOCTYPE b><rss/>",
                "no markup                                                     | no markup"
            })
    void a_doctype_goes_and_the_plain_texts_that_it_names_are_filled_in(String xml, String without) {
        assertThat(Prolog.withoutDoctype(xml)).isEqualTo(without);
    }

    @Test
    void neither_the_number_of_texts_nor_what_they_grow_to_is_without_bound() {
        String many = IntStream.range(0, 101)
                .mapToObj(i -> "<!ENTITY e" + i + " '" + i + "'>")
                .collect(Collectors.joining());
        assertThat(Prolog.withoutDoctype("<!DOCTYPE a [" + many + "]><a>&e99;&e100;</a>"))
                .isEqualTo("<a>99&e100;</a>");

        String long1000 = "x".repeat(1_000);
        String grown = Prolog.withoutDoctype(
                "<!DOCTYPE a [<!ENTITY e '" + long1000 + "'>]><a>" + "&e;".repeat(1_000) + "</a>");
        assertThat(grown).hasSizeBetween(200_000, 205_000).endsWith("&e;</a>");
        assertThat(Prolog.withoutDoctype("<!DOCTYPE a [<!ENTITY e '" + long1000 + "y'>]><a>&e;</a>"))
                .isEqualTo("<a>&e;</a>");
    }
}
