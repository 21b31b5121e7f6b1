package marketswarm.market.snapshot;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import marketswarm.market.HashText;
import org.jspecify.annotations.Nullable;

/** The decimal fields of one snapshot, and which of them have changed since they were last written. */
final class Figures {

    private final Map<Figure, BigDecimal> known = new EnumMap<>(Figure.class);
    private final Set<Figure> dirty = EnumSet.noneOf(Figure.class);
    private long changes;

    @Nullable
    BigDecimal get(Figure figure) {
        return known.get(figure);
    }

    boolean has(Figure figure) {
        return known.containsKey(figure);
    }

    void set(Figure figure, BigDecimal value) {
        BigDecimal before = known.get(figure);
        if (before != null && before.compareTo(value) == 0) return;
        known.put(figure, value);
        dirty.add(figure);
        changes++;
    }

    /** Nothing happens for a value that is absent. */
    void setKnown(Figure figure, @Nullable BigDecimal value) {
        if (value != null) set(figure, value);
    }

    /** A value that was there and is absent now has become zero: the vendor omits zeros. */
    void setOrZero(Figure figure, @Nullable BigDecimal value) {
        if (value != null) set(figure, value);
        else if (has(figure)) set(figure, BigDecimal.ZERO);
    }

    /** Takes back what was written earlier; it is not dirty. */
    void restore(Map<String, String> hash) {
        for (Figure figure : Figure.values()) {
            BigDecimal value = HashText.decimal(hash.get(figure.field()));
            if (value != null) known.put(figure, value);
        }
    }

    boolean isDirty(Figure figure) {
        return dirty.contains(figure);
    }

    /** Adds what is dirty, in plain text, and takes it for written. */
    void takeInto(Map<String, String> fields) {
        known.forEach((figure, value) -> {
            if (dirty.contains(figure)) fields.put(figure.field(), value.toPlainString());
        });
        dirty.clear();
    }

    /** Grows with every change. */
    long changes() {
        return changes;
    }
}
