package marketswarm.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import marketswarm.bench.TickFlow.Burst;

/**
 * How many ticks a second go from the socket into Redis, and what each costs: bursts of a known number of ticks, in turn
 * with the limit and the peer.
 */
final class TickThroughput {

    private static final String PEER = "@massive.com/client-js + ioredis";

    private final String what;
    private final int perFrame;
    private final int snapshotMs;
    private final boolean withPeer;
    private final List<Burst> bursts = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();
    private final List<Double> limitMicros = new ArrayList<>();
    private final List<Double> peers = new ArrayList<>();

    /**
     * @param snapshotMs between two writes of the snapshots; 0 for none
     * @param withPeer whether the vendor's client takes part
     */
    TickThroughput(String what, int perFrame, int snapshotMs, boolean withPeer) {
        this.what = what;
        this.perFrame = perFrame;
        this.snapshotMs = snapshotMs;
        this.withPeer = withPeer;
    }

    void measure(TickStand stand) throws Exception {
        Run run = stand.run();
        long events = run.either(400_000, 1_500_000) / (perFrame == 1 ? 3 : 1);
        long lost;
        try (LoadSimulator simulator = LoadSimulator.start(run, perFrame, 0, events);
                LoadSimulator forPeer = LoadSimulator.start(run, perFrame, 0, events / 4)) {
            TickFlow flow = new TickFlow(stand.redis(), simulator.pid());
            long added = stand.entriesAdded();
            long before = flow.written();
            stand.read(simulator, snapshotMs);
            flow.burst(before, events, stand.servicePid()); // warms up
            lost = stand.lost(simulator, added);
            for (int round = 0; round < run.either(1, 3); round++) {
                added = stand.entriesAdded();
                long sent = simulator.sent();
                before = flow.written();
                simulator.drop();
                bursts.add(flow.burst(before, events, stand.servicePid()));
                lost += stand.lost(simulator, added - sent);
                limit(stand);
                if (withPeer && NodePeer.isThere()) peers.add(peer(stand, forPeer, events / 4));
            }
        }
        stand.rest();
        report(run.report(), lost);
    }

    private void limit(TickStand stand) throws Exception {
        int commands = stand.run().either(400_000, 1_000_000);
        RedisServer redis = stand.redis();
        double before = ProcFs.cpu(redis.pid()).toNanos() / 1e3;
        limits.add(RedisLimit.perSecond(redis, commands, LoadSimulator.SYMBOLS, RedisItself.QUOTE));
        limitMicros.add((ProcFs.cpu(redis.pid()).toNanos() / 1e3 - before) / commands);
    }

    private double peer(TickStand stand, LoadSimulator simulator, long events) throws Exception {
        TickFlow flow = new TickFlow(stand.redis(), simulator.pid());
        long before = flow.written();
        try (Background node = NodePeer.start(
                stand.run(),
                "ticks.mjs",
                "ws://" + simulator.address(),
                stand.redis().url(),
                Integer.toString(TickStand.KEPT))) {
            return flow.burst(before, events, node.pid()).perSecond();
        }
    }

    private void report(Report report, long lost) {
        Case rate = Case.of(what, "ticks/s", sample(Burst::perSecond)).limit(Sample.of(limits));
        report.add(peers.isEmpty() ? rate : rate.peer(PEER, Sample.of(peers)));
        report.add(Case.of(what + ", CPU of the service", "µs/tick", sample(Burst::ownMicros)));
        report.add(Case.of(what + ", CPU of Redis", "µs/tick", sample(Burst::redisMicros))
                .limit(Sample.of(limitMicros)));
        report.add(Case.of(what + ", CPU of the simulator", "µs/tick", sample(Burst::vendorMicros)));
        report.add(Case.of(what + ", CPU of all else", "% of cores", sample(Burst::otherPercent)));
        report.add(Case.of(what + ", allocated", "bytes/tick", sample(Burst::bytes)));
        report.add(Case.of(what + ", sent and not arrived", "ticks", lost));
    }

    private Sample sample(ToDoubleFunction<Burst> figure) {
        return Sample.of(bursts.stream().mapToDouble(figure).toArray());
    }
}
