package marketswarm.component.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import marketswarm.feed.fetch.Destinations;
import marketswarm.feed.fetch.Unusable;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves a name at the moment of connecting and hands out only addresses that may be connected to. Nothing is resolved
 * again after the check, so a name that changes its mind in between (DNS rebinding) gains nothing.
 */
final class GuardedNames implements DnsResolver {

    private final DnsResolver names;
    private final Destinations destinations;

    GuardedNames(Destinations destinations) {
        this(SystemDefaultDnsResolver.INSTANCE, destinations);
    }

    GuardedNames(DnsResolver names, Destinations destinations) {
        this.names = names;
        this.destinations = destinations;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return allowed(host, port).stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return allowed(host, -1).toArray(new InetAddress[0]);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    private List<InetAddress> allowed(String host, int port) throws UnknownHostException {
        try {
            return destinations.allowed(host, port, names.resolve(host));
        } catch (Unusable e) {
            var refused = new UnknownHostException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }
}
