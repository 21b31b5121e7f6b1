package marketswarm;

import java.util.HashMap;
import java.util.Map;
import marketswarm.mesh.Work;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness of a service: down, with the reasons, while something keeps it from working. It lives all the same. */
final class WorkCheck extends AbstractHealthCheck {

    private final Service service;

    private WorkCheck(Service service) {
        super("marketswarm", service.id());
        this.service = service;
    }

    static void register(CamelContext camel, Service service) {
        WorkCheck check = new WorkCheck(service);
        check.setCamelContext(camel);
        HealthCheckRegistry.get(camel).register(check);
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder answer, Map<String, Object> options) {
        Work work = Works.of(service, new HashMap<>());
        answer.detail("done", work.done()).detail("waiting", work.waiting());
        if (work.trouble().isEmpty()) answer.up();
        else answer.message(String.join("; ", work.trouble())).down();
    }
}
