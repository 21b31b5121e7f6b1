package marketswarm.admin;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marketswarm.truth.Nearest;
import marketswarm.truth.Services;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import redis.clients.jedis.UnifiedJedis;

/** What can be wrong with the services: their registration, their life, the truth they run. */
final class ServiceChecks {

    private ServiceChecks() {}

    static List<Check> all(UnifiedJedis system, Optional<Truth> truth, Clock clock) {
        List<Check> checks = new ArrayList<>();
        List<Mapping> mappings = new Services(system).list();
        if (mappings.isEmpty())
            checks.add(Check.doubt(
                    "services", "none is registered", "./admin register --service-id rss_agg --component rss_agg"));
        truth.ifPresent(
                loaded -> mappings.forEach(mapping -> component(mapping, loaded).ifPresent(checks::add)));
        ServiceLook.all(system, clock).forEach(look -> checks.addAll(life(look)));
        return checks;
    }

    private static Optional<Check> component(Mapping mapping, Truth truth) {
        if (truth.components().contains(mapping.component())) return Optional.empty();
        return Optional.of(Check.trouble(
                mapping.serviceId(),
                "is registered with component " + mapping.component() + ", which truth " + truth.version() + " has not"
                        + Nearest.hint(mapping.component(), truth.components()),
                "./admin register --service-id " + mapping.serviceId() + " --component C, where C is one of "
                        + Nearest.sorted(mapping.component(), truth.components())));
    }

    private static List<Check> life(ServiceLook look) {
        String name = look.service();
        if (look.isDown())
            return List.of(Check.trouble(
                    name,
                    "is down: no heartbeat",
                    "docker compose logs " + name + ": it ends with its reason; are SERVICE_ID and BOOTSTRAP_REDIS_URL"
                            + " set? Not wanted any more: ./admin unregister --service-id " + name));
        List<Check> checks = new ArrayList<>();
        if (look.drift())
            checks.add(Check.trouble(
                    name,
                    "runs another truth than the loaded one: " + String.join(", ", look.versions()),
                    "wait 2 s; if it stays, see its note in ./admin status, and restart it: docker compose restart "
                            + name));
        for (String note : look.notes()) checks.add(Check.doubt(name, note, next(note, name)));
        if (!look.state().equals("up") && !look.drift())
            checks.add(Check.doubt(name, "is " + look.state(), "./admin logs --service " + name));
        return checks.isEmpty() ? List.of(Check.ok(name, look.state())) : checks;
    }

    private static String next(String note, String service) {
        if (note.startsWith("restart needed")) return "docker compose restart " + service;
        return note.equals("not registered")
                ? "./admin register --service-id " + service + " --component " + service
                : "./admin logs --service " + service;
    }
}
