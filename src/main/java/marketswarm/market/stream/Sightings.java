package marketswarm.market.stream;

import java.util.Arrays;

/**
 * How often each identity has been seen: where the vendor gives no id, two equal ticks are two. Open addressing over
 * plain arrays, because a gap may hold a million of them.
 */
public final class Sightings {

    private static final int SMALLEST = 64;

    private long[] identities = new long[SMALLEST];
    private int[] counts = new int[SMALLEST];
    private int size;

    /** @return how often it has been seen now */
    public int add(long identity) {
        if (2 * size >= identities.length) grow();
        int place = place(identity);
        if (counts[place] == 0) size++;
        identities[place] = identity;
        return ++counts[place];
    }

    public int count(long identity) {
        return counts[place(identity)];
    }

    void clear() {
        size = 0;
        Arrays.fill(counts, 0);
    }

    /** Where it stands, or would stand. */
    private int place(long identity) {
        int mask = identities.length - 1;
        int place = (int) (identity ^ identity >>> 32) & mask;
        while (counts[place] != 0 && identities[place] != identity) place = place + 1 & mask;
        return place;
    }

    private void grow() {
        long[] oldIdentities = identities;
        int[] oldCounts = counts;
        identities = new long[2 * oldIdentities.length];
        counts = new int[identities.length];
        for (int i = 0; i < oldCounts.length; i++) {
            if (oldCounts[i] == 0) continue;
            int place = place(oldIdentities[i]);
            identities[place] = oldIdentities[i];
            counts[place] = oldCounts[i];
        }
    }
}
