package routes;

import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** One instance of a service does the work, the others wait: the role is held → its routes come; lost → they go. */
public final class LeadRoutes extends RouteBuilder {

    /** The registry's name of what brings the running routes in line with what is wanted, a {@link Runnable}. */
    public static final String RECONCILE = "reconcileRoutes";

    private static final int EVERY_MS = 1_000;

    private final String role;
    private final BooleanSupplier changed;

    /** @param changed takes or renews the role; whether that has changed anything */
    public LeadRoutes(String role, BooleanSupplier changed) {
        this.role = role;
        this.changed = changed;
    }

    @Override
    public void configure() {
        // The role is renewed, or taken as soon as its holder is gone; a change brings the routes or takes them away.
        from("scheduler:" + role + "-lead?initialDelay=" + EVERY_MS + "&delay=" + EVERY_MS).routeId(role + "-lead").routeGroup(role)
            .filter(exchange -> changed.getAsBoolean()).id(role + "-role-changed")
                .process(LeadRoutes::reconcile).id(role + "-reconcile");
    }

    private static void reconcile(Exchange exchange) {
        Runnable reconcile = exchange.getContext().getRegistry().lookupByNameAndType(RECONCILE, Runnable.class);
        if (reconcile != null) reconcile.run();
    }
}
