package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthDiffTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1}               | {'a':2}            | ~ /a: 1 -> 2",
                "{'a':1}               | {'a':1,'b':'x'}    | + /b: 'x'",
                "{'a':1,'b':'x'}       | {'a':1}            | - /b: 'x'",
                "{'a':{'b':1,'c':2}}   | {'a':{'b':1,'c':3}} | ~ /a/c: 2 -> 3",
                "{}                    | {'a':{'b':1}}      | + /a: {'b':1}",
                "{'a':{'b':1}}         | {}                 | - /a: {'b':1}",
                "{'a':[1]}             | {'a':[1,2]}        | ~ /a: [1] -> [1,2]",
                "{'a':{'b':1}}         | {'a':5}            | ~ /a: {'b':1} -> 5",
                "{'x/y~z':1}           | {'x/y~z':2}        | ~ /x~1y~0z: 1 -> 2",
                "{'secretsof':1}       | {'secretsof':2}    | ~ /secretsof: 1 -> 2"
            })
    void a_difference_is_told_where_it_is_with_both_values(String from, String to, String told) {
        assertThat(diff(from, to)).containsExactly(told.replace('\'', '"'));
    }

    @Test
    void what_is_alike_is_not_told() {
        assertThat(diff("{'a':{'b':[1]}}", "{'a':{'b':[1]}}")).isEmpty();
    }

    @Test
    void secrets_that_come_go_and_change_are_told_by_name_and_never_by_value() {
        String none = "{'secrets':{}}";
        String first = "{'secrets':{'massive':{'api_key':'canary-1','other':'canary-2'}}}";
        String second = "{'secrets':{'massive':{'api_key':'canary-3','other':'canary-2'}}}";

        assertThat(diff(none, first))
                .containsExactly("+ /secrets/massive/api_key: changed", "+ /secrets/massive/other: changed");
        assertThat(diff("{}", first))
                .containsExactly("+ /secrets/massive/api_key: changed", "+ /secrets/massive/other: changed");
        assertThat(diff(first, second)).containsExactly("~ /secrets/massive/api_key: changed");
        assertThat(diff(first, none))
                .containsExactly("- /secrets/massive/api_key: changed", "- /secrets/massive/other: changed");
        assertThat(diff("{}", none)).containsExactly("+ /secrets: changed");
    }

    @Test
    void a_secret_that_stands_elsewhere_as_well_is_taken_out_there() {
        String with = "{'a':'says %s','secrets':{'massive':{'api_key':'%s'}}}";
        String before = with.formatted("canary-before", "canary-before");
        String after = with.formatted("canary-after", "canary-after");

        assertThat(diff(before, after)).containsExactly("~ /a: changed", "~ /secrets/massive/api_key: changed");
    }

    @Test
    void a_long_value_is_cut_for_people_and_whole_in_the_line() {
        String value = "x".repeat(118);
        TruthDiff.Line whole = line("{}", "{'a':'" + value + "'}");
        assertThat(whole).hasToString("+ /a: \"" + value + "\"");

        TruthDiff.Line cut = line("{}", "{'a':'" + value + "y'}");
        assertThat(cut).hasToString("+ /a: \"" + value + "y…");
        assertThat(cut.after()).isEqualTo("\"" + value + "y\"");
    }

    private static TruthDiff.Line line(String from, String to) {
        return TruthDiff.between(read(from), read(to)).get(0);
    }

    private static List<String> diff(String from, String to) {
        return TruthDiff.between(read(from), read(to)).stream()
                .map(TruthDiff.Line::toString)
                .toList();
    }

    private static ObjectNode read(String json) {
        return Json.read(json.replace('\'', '"'), ObjectNode.class);
    }
}
