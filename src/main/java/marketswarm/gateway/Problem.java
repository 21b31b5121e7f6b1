package marketswarm.gateway;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.redis.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An error as RFC 9457 has it. */
record Problem(int status, String title, String detail) {

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final Pattern PATHS_OF_POST = Pattern.compile("/login|/sse/[^/]+/topics");

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad request", detail);
    }

    static Problem unauthorized(String detail) {
        return new Problem(401, "Unauthorized", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not found", detail);
    }

    /** Whatever no other handler has answered, and whatever has failed, is answered with one of these. */
    static void answerAll(Router router) {
        router.errorHandler(
                400, call -> badRequest("the request cannot be read").send(call.response()));
        router.errorHandler(404, call -> notFound("no such path").send(call.response()));
        router.errorHandler(405, call -> {
            String allowed = PATHS_OF_POST.matcher(call.normalizedPath()).matches() ? "POST" : "GET";
            call.response().putHeader("Allow", allowed);
            new Problem(405, "Method not allowed", "accepted here: " + allowed).send(call.response());
        });
        router.errorHandler(
                413, call -> new Problem(413, "Content too large", "the body is too long").send(call.response()));
        router.errorHandler(500, call -> {
            LOG.warn("gateway: cannot answer path={} error={}", call.normalizedPath(), String.valueOf(call.failure()));
            new Problem(500, "Internal server error", "see the gateway's log").send(call.response());
        });
    }

    void send(HttpServerResponse response) {
        if (response.ended() || response.headWritten()) return;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "about:blank");
        document.put("title", title);
        document.put("status", status);
        document.put("detail", detail);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(Json.write(document));
    }
}
