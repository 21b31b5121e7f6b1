package marketswarm.truth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.truth.Services.Mapping;
import redis.clients.jedis.UnifiedJedis;

/**
 * The truth as a service sees it whose user may not read all of it: everything but the secrets, and the secrets of its
 * own scopes.
 */
final class OwnTruth {

    private final UnifiedJedis system;
    private final Optional<Path> keyFile;

    OwnTruth(UnifiedJedis system, Optional<Path> keyFile) {
        this.system = system;
        this.keyFile = keyFile;
    }

    /** One whole truth, also while another one is being loaded. */
    Optional<Truth> read(List<String> serviceIds) {
        while (true) {
            String hash = system.get(Keys.TRUTH_HASH.key());
            String open = system.get(Keys.TRUTH_PUBLIC.key());
            if (hash == null || open == null) return Optional.empty();
            ObjectNode document = Json.read(open.replace("//***@", "//"), ObjectNode.class);
            addSecrets(document, serviceIds, Truth.of(document));
            if (hash.equals(system.get(Keys.TRUTH_HASH.key()))) return Optional.of(Truth.of(document, hash));
        }
    }

    private void addSecrets(ObjectNode document, List<String> serviceIds, Truth bare) {
        Services services = new Services(system);
        for (String id : serviceIds)
            services.resolve(id, bare).map(Mapping::secretScope).ifPresent(scope -> {
                String stored = system.get(Keys.TRUTH_SECRETS.of(scope));
                if (stored == null) return;
                ObjectNode part = Sealing.open(Json.read(stored, ObjectNode.class), keyFile);
                document.withObject("/secrets").set(scope, part.path("secrets").path(scope));
            });
    }
}
