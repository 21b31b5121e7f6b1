package marketswarm.demo.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** What happens to events on their way to the sockets, and to nothing else: they come twice, too late, or with noise. */
final class Delivery {

    private static final long LATEST_REPEAT_NS = 3_000_000_000L;
    private static final List<String> NO_EVENTS = List.of(
            "{\"ev\":\"T\",\"sym\":7,\"p\":\"many\",\"s\":{\"shares\":1}}",
            "{\"ev\":\"T\"}",
            "17",
            "null",
            "{\"ev\":\"Q\",\"sym\":\"AAPL\",\"bp\":[1],\"t\":\"soon\"}");
    private static final String NOBODY_KNOWS = "{\"ev\":\"ZZ\",\"sym\":\"AAPL\",\"v\":1}";

    private final Random random;
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(Comparator.comparingLong(Held::untilNs).thenComparing(Held::number));
    private long number;

    private record Held(long untilNs, long number, Encoded element) {}

    Delivery(long seed) {
        this.random = new Random(seed + 2);
    }

    /** @param nowNs what was held back until then comes first */
    List<Encoded> of(List<Print> prints, long nowNs, Switches switches) {
        List<Encoded> elements = new ArrayList<>(prints.size());
        while (!held.isEmpty() && held.peek().untilNs() <= nowNs)
            elements.add(held.poll().element());
        for (Print print : prints) {
            Encoded element = Encoded.of(print, switches);
            if (happens(switches.outOfOrder())) hold(element, nowNs, switches.outOfOrderMs() * 1_000_000);
            else elements.add(element);
            if (happens(switches.duplicates())) repeat(element, elements, nowNs);
            if (happens(switches.malformed()))
                elements.add(element.noise(NO_EVENTS.get(random.nextInt(NO_EVENTS.size()))));
            if (happens(switches.unknown())) elements.add(element.noise(NOBODY_KNOWS));
        }
        return elements;
    }

    private void repeat(Encoded element, List<Encoded> elements, long nowNs) {
        if (random.nextBoolean()) elements.add(element.again());
        else hold(element.again(), nowNs, LATEST_REPEAT_NS);
    }

    private void hold(Encoded element, long nowNs, long atMostNs) {
        held.add(new Held(nowNs + (long) (random.nextDouble() * atMostNs), ++number, element));
    }

    private boolean happens(double fraction) {
        return fraction > 0 && random.nextDouble() < fraction;
    }
}
