package marketswarm.redis.pipe;

import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.StreamEntryID;

/** The ids of entries, in their order, as numbers: a text is made only of one that somebody wants. */
public final class Ids {

    private static final long NONE = -1;

    private long[] ms = new long[0];
    private long[] seq = new long[0];
    private int size;

    /** Of entries that another client has written. */
    public static Ids of(List<StreamEntryID> known) {
        Ids ids = new Ids();
        ids.clear(known.size());
        for (int i = 0; i < known.size(); i++)
            ids.set(i, known.get(i).getTime(), known.get(i).getSequence());
        return ids;
    }

    /** Room for that many, none known yet. */
    void clear(int newSize) {
        if (ms.length < newSize) {
            ms = new long[newSize * 2];
            seq = new long[newSize * 2];
        }
        size = newSize;
        Arrays.fill(ms, 0, newSize, NONE);
    }

    void set(int i, long newMs, long newSeq) {
        ms[i] = newMs;
        seq[i] = newSeq;
    }

    /** Of as many entries as there were bodies. */
    public int size() {
        return size;
    }

    /** False for one that the server has refused. */
    public boolean has(int i) {
        return ms[i] != NONE;
    }

    public long ms(int i) {
        return ms[i];
    }

    public long seq(int i) {
        return seq[i];
    }

    /** As Redis writes it: {@code 1764000000123-0}. */
    public String text(int i) {
        return ms[i] + "-" + seq[i];
    }
}
