package marketswarm.component.lead;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.Lease;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One role as this instance sees it: asks for it again and again, and tells routes when it comes and goes. */
public final class RoleView extends AbstractCamelClusterView {

    private static final Logger LOG = LoggerFactory.getLogger(RoleView.class);

    private final Lease lease;
    private final Duration every;
    private final CamelClusterMember self = new Self();
    private @Nullable ScheduledExecutorService renewing;
    private @Nullable ScheduledFuture<?> renewal;

    RoleView(RedisRoles roles, String role, Lease lease, Duration every) {
        super(roles, role);
        this.lease = lease;
        this.every = every;
    }

    @Override
    protected void doStart() {
        renewing = getCamelContext().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Role");
        renewal = renewing.scheduleWithFixedDelay(this::renew, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets another instance take over at once. */
    @Override
    protected void doStop() {
        if (renewal != null) renewal.cancel(true);
        getCamelContext().getExecutorServiceManager().shutdownNow(renewing);
        synchronized (lease) {
            lease.letGo();
        }
    }

    private void renew() {
        boolean before = lease.isHeld();
        try {
            if (hold() != before) fireLeadershipChangedEvent(lease.isHeld() ? self : null);
        } catch (RuntimeException e) {
            LOG.warn("redis: role={} cannot be asked for, trying again cause={}", getNamespace(), e.getMessage());
        }
    }

    // what is let go at a stop is not taken again by a renewal that had begun
    private boolean hold() {
        synchronized (lease) {
            return isRunAllowed() && lease.hold();
        }
    }

    @Override
    public Optional<CamelClusterMember> getLeader() {
        return lease.isHeld() ? Optional.of(self) : Optional.empty();
    }

    @Override
    public CamelClusterMember getLocalMember() {
        return self;
    }

    @Override
    public List<CamelClusterMember> getMembers() {
        return List.of(self);
    }

    private final class Self implements CamelClusterMember {

        @Override
        public boolean isLeader() {
            return lease.isHeld();
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String getId() {
            return lease.holder();
        }
    }
}
