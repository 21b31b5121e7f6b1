package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers beyond what programs agree upon (RFC 8259). No setting is as large, and where the schema's validator or a
 * setting's type looks at their lowest bits alone, they pass for others.
 */
final class NumberChecks {

    private static final BigDecimal MOST = BigDecimal.valueOf((1L << 53) - 1);

    private final List<Problem> found = new ArrayList<>();

    private NumberChecks() {}

    static List<Problem> check(JsonNode document) {
        var checks = new NumberChecks();
        checks.look("", document);
        return checks.found;
    }

    private void look(String pointer, JsonNode value) {
        if (value.isNumber() && value.decimalValue().abs().compareTo(MOST) > 0)
            found.add(Problem.error(
                    pointer, "found a number of " + digits(value) + " digits; accepted: numbers up to " + MOST));
        value.properties().forEach(field -> look(Problem.at(pointer, field.getKey()), field.getValue()));
        if (value.isArray()) for (int i = 0; i < value.size(); i++) look(pointer + "/" + i, value.get(i));
    }

    private static long digits(JsonNode value) {
        BigDecimal number = value.decimalValue();
        return (long) number.precision() - number.scale();
    }
}
