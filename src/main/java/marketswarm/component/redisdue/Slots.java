package marketswarm.component.redisdue;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Places for work, as many as there may be at this moment. */
final class Slots {

    private final IntSupplier limit;
    private int taken;

    /** @param limit asked before each piece of work; when it falls, what has been begun is finished all the same */
    Slots(IntSupplier limit) {
        this.limit = limit;
    }

    /** How many are free; waits for one as long as that holds, which is asked every so often, and is 0 otherwise. */
    synchronized int free(BooleanSupplier waiting, long askEveryMs) throws InterruptedException {
        while (limit.getAsInt() <= taken && waiting.getAsBoolean()) wait(askEveryMs);
        return Math.max(0, limit.getAsInt() - taken);
    }

    synchronized void take() {
        taken++;
    }

    synchronized void giveBack() {
        taken--;
        notifyAll();
    }
}
