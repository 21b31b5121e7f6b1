package marketswarm;

import java.time.Clock;
import java.time.Duration;
import marketswarm.redis.Leases;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Discovery.Found;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import redis.clients.jedis.UnifiedJedis;

/**
 * What the services of one process stand on: who they are, the truth, the two servers.
 *
 * @param clock for stamps
 * @param steady for what is waited for: how far it has moved says how long something has taken
 */
record Node(
        String instance,
        TruthView view,
        UnifiedJedis system,
        UnifiedJedis market,
        String marketUrl,
        Leases roles,
        Clock clock,
        Clock steady)
        implements AutoCloseable {

    /** After which the role of an instance that is gone is free. */
    static final Duration ROLE_HELD = Duration.ofSeconds(5);

    /** Waits until the market server answers as well. */
    static Node of(Found found) throws InterruptedException {
        String name = "marketswarm-" + found.instanceId();
        String marketUrl = found.marketUrl();
        UnifiedJedis market = RedisServers.open(marketUrl, name);
        RedisServers.await(market, marketUrl);
        UnifiedJedis system = RedisServers.open(found.bootstrapUrl(), name);
        return new Node(
                found.instanceId(),
                new TruthView(found.truth(), found.mappings()),
                system,
                market,
                marketUrl,
                new Leases(system, found.instanceId(), ROLE_HELD),
                Clock.systemUTC(),
                new SteadyClock());
    }

    Truth truth() {
        return view.truth();
    }

    /** A service's part of the truth, as it is at the moment. */
    <T extends Settings> LiveSettings<T> live(Mapping service, Class<T> type) {
        return new LiveSettings<>(view, service, type);
    }

    @Override
    public void close() {
        market.close();
        system.close();
    }
}
