package marketswarm.component.lead;

import java.time.Duration;
import marketswarm.redis.Lease;
import marketswarm.redis.Leases;
import org.apache.camel.support.cluster.AbstractCamelClusterService;

/**
 * Roles that one of several instances holds, so that a route can say {@code master:<role>:…}: its consumer runs where the
 * role is held and nowhere else. Each role is a {@link Lease} in Redis; whoever writes for it can show its number.
 */
public final class RedisRoles extends AbstractCamelClusterService<RoleView> {

    /** The registry's name of it. */
    public static final String BEAN = "roles";

    private static final int RENEWALS = 5;

    private final Leases leases;

    public RedisRoles(Leases leases) {
        super(BEAN);
        this.leases = leases;
    }

    @Override
    protected RoleView createView(String role) {
        Duration every = leases.ttl().dividedBy(RENEWALS);
        return new RoleView(this, role, leases.of(role), every);
    }
}
