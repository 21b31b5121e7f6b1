package routes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import marketswarm.analysis.model.RationedAnalyst.Used;
import org.jspecify.annotations.Nullable;

/** What the model has cost this process, as metrics. */
public final class CostMeters {

    private final Supplier<Used> used;

    public CostMeters(Supplier<Used> used) {
        this.used = used;
    }

    void bindTo(@Nullable MeterRegistry meters) {
        if (meters == null) return;
        counter(meters, "requests", Used::requests);
        counter(meters, "tokens", Used::tokens);
        counter(meters, "usd", Used::usd);
    }

    private void counter(MeterRegistry meters, String what, ToDoubleFunction<Used> figure) {
        FunctionCounter.builder("marketswarm.analysis." + what, used, supplier -> figure.applyAsDouble(supplier.get()))
                .description("Used by calls of the model: " + what)
                .register(meters);
    }
}
