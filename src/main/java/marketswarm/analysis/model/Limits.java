package marketswarm.analysis.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import marketswarm.analysis.Spent;
import marketswarm.truth.Settings;
import org.jspecify.annotations.Nullable;

/** What may be asked of the model in a minute and in a day (UTC); an absent limit is none. */
record Limits(Window minute, Window day) {

    private static final String NONE = "-1";

    record Window(
            @Nullable Long requests,
            @Nullable Long tokens,
            @Nullable BigDecimal usd) {

        Stream<String> args() {
            return Stream.of(text(requests), text(tokens), usd == null ? NONE : String.valueOf(Spent.micro(usd)));
        }

        private static String text(@Nullable Long limit) {
            return limit == null ? NONE : limit.toString();
        }
    }

    static Limits of(Settings.VexyAi.Limits truth) {
        return new Limits(
                new Window((long) truth.requestsPerMin(), truth.tokensPerMin(), truth.budgetUsdPerMin()),
                new Window(truth.requestsPerDay(), truth.tokensPerDay(), truth.budgetUsdPerDay()));
    }

    List<String> args(Spent estimate) {
        return Stream.of(
                        Stream.of(String.valueOf(estimate.tokens()), String.valueOf(estimate.microUsd())),
                        minute.args(),
                        day.args())
                .flatMap(part -> part)
                .toList();
    }
}
