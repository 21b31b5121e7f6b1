package marketswarm.truth;

import java.util.function.Supplier;
import marketswarm.truth.Services.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * A component's settings as the truth has them now: ask whenever one is needed, and a change holds from then on. Read
 * out of the document once a truth, so that asking costs nothing.
 */
public final class LiveSettings<T extends Settings> implements Supplier<T> {

    private final TruthView view;
    private final Mapping service;
    private final Class<T> type;
    private volatile @Nullable Read<T> last;

    private record Read<T>(Truth truth, T settings) {}

    public LiveSettings(TruthView view, Mapping service, Class<T> type) {
        this.view = view;
        this.service = service;
        this.type = type;
    }

    @Override
    public T get() {
        Truth now = view.truth();
        Read<T> known = last;
        if (known == null || known.truth() != now) {
            known = new Read<>(now, now.settings(service.component(), type));
            last = known;
        }
        return known.settings();
    }
}
