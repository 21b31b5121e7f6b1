package marketswarm.market.snapshot;

import java.util.List;
import java.util.Map;
import marketswarm.domain.Snapshot;
import marketswarm.domain.Tick;
import marketswarm.redis.pipe.Ids;

/** The state of every symbol, in memory and in Redis. */
public final class Prices {

    private final SnapshotBook book;
    private final SnapshotStore store;

    public Prices(SnapshotBook book, SnapshotStore store) {
        this.book = book;
        this.store = store;
    }

    /** Goes on from what Redis holds. */
    public void restore() {
        store.all().values().forEach(book::restore);
    }

    /** @param ids of the entries that the ticks became, in the same order */
    public void fold(List<Tick> ticks, Ids ids) {
        book.fold(ticks, ids);
    }

    /** Ticks that REST has given later: they fill what is absent or older and never turn {@code last_id} back. */
    public void foldLate(List<Tick> ticks, List<String> ids) {
        book.foldLate(ticks, ids);
    }

    /** The same with ids as they come out of a pipe. */
    public void foldHistory(List<Tick> ticks, Ids ids) {
        for (int i = 0; i < ids.size(); i++) if (ids.has(i)) book.foldLate(List.of(ticks.get(i)), List.of(ids.text(i)));
    }

    /** What REST says; it never replaces what the socket has said since. */
    public void seed(List<Snapshot> snapshots) {
        snapshots.forEach(book::seed);
    }

    /** Symbol → the fields to write, of those that changed since the last call. */
    public Map<String, Map<String, String>> takeChanged() {
        return book.takeDirty();
    }

    public void write(Map<String, Map<String, String>> changed) {
        store.write(changed);
    }
}
