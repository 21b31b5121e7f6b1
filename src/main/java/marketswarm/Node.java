package marketswarm;

import java.time.Clock;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Discovery.Found;
import marketswarm.truth.LiveSettings;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Settings;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import redis.clients.jedis.UnifiedJedis;

/** What the services of one process stand on: who they are, the truth, the two servers. */
record Node(String instance, TruthView view, UnifiedJedis system, UnifiedJedis market, String marketUrl, Clock clock)
        implements AutoCloseable {

    /** Waits until the market server answers as well. */
    static Node of(Found found) throws InterruptedException {
        String name = "marketswarm-" + found.instanceId();
        String marketUrl = found.marketUrl();
        UnifiedJedis market = RedisServers.open(marketUrl, name);
        RedisServers.await(market, marketUrl);
        return new Node(
                found.instanceId(),
                new TruthView(found.truth(), found.mappings()),
                RedisServers.open(found.bootstrapUrl(), name),
                market,
                marketUrl,
                Clock.systemUTC());
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
