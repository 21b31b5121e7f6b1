package marketswarm;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Services.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a name and a password where truth names a user ({@code management.user}; the password is the service's secret
 * {@code management_password}), as truth is at the moment. Of several services in one process each one's user may enter.
 */
final class ConsoleLogin implements Handler<RoutingContext> {

    private static final String SECRET = "management_password";

    private final Node node;

    /** @throws Misconfigured when a user is named and has no password */
    ConsoleLogin(Node node) {
        this.node = node;
        accepted();
    }

    @Override
    public void handle(RoutingContext context) {
        if (mayEnter(context.request().getHeader("Authorization"))) context.next();
        else
            context.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", "Basic realm=\"MarketSwarm\", charset=\"UTF-8\"")
                    .end();
    }

    /** One whose password went away stays outside. */
    private boolean mayEnter(@Nullable String authorization) {
        try {
            List<String> accepted = accepted();
            return accepted.isEmpty() || accepted.stream().anyMatch(one -> isSame(one, authorization));
        } catch (Misconfigured e) {
            return false;
        }
    }

    private List<String> accepted() {
        return node.view().mappings().stream()
                .flatMap(mapping -> accepted(mapping).stream())
                .toList();
    }

    private Optional<String> accepted(Mapping service) {
        String user = node.truth()
                .component(service.component())
                .at("/management/user")
                .asText();
        if (user.isEmpty()) return Optional.empty();
        String password = node.view().secrets(service.secretScope()).get(SECRET);
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** In the same time wherever they differ. */
    private static boolean isSame(String accepted, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        accepted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
