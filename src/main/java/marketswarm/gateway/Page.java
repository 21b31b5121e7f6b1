package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page, out of the program's own resources: no path leads to the file system, whatever it looks like. */
final class Page {

    private static final String ROOT = "META-INF/resources";
    private static final Pattern SERVED =
            Pattern.compile("/(?:index\\.html|favicon\\.svg|widgets(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "map", "application/json",
            "ts", "text/plain; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, Resource> loaded = new ConcurrentHashMap<>();

    private record Resource(Buffer bytes, String tag) {}

    void mount(Router router) {
        for (String path : List.of("/", "/index.html", "/favicon.svg", "/widgets/*"))
            router.get(path).handler(this::answer);
    }

    private void answer(RoutingContext call) {
        String asked = call.request().path();
        String path = asked.equals("/") ? "/index.html" : asked;
        Optional<Resource> resource = SERVED.matcher(path).matches() ? resource(path) : Optional.empty();
        resource.ifPresentOrElse(found -> send(call, path, found), call::next);
    }

    private Optional<Resource> resource(String path) {
        Resource known = loaded.get(path);
        if (known != null) return Optional.of(known);
        Optional<Resource> resource = load(path);
        resource.ifPresent(first -> loaded.put(path, first));
        return resource;
    }

    private static Optional<Resource> load(String path) {
        if (!TYPES.containsKey(suffix(path))) return Optional.empty();
        try (InputStream in = Page.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            if (in == null) return Optional.empty();
            byte[] bytes = in.readAllBytes();
            return Optional.of(new Resource(Buffer.buffer(bytes), Validator.of(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("gateway: cannot read " + path + " of the program", e);
        }
    }

    private static void send(RoutingContext call, String path, Resource resource) {
        call.response()
                .putHeader("Content-Type", TYPES.get(suffix(path)))
                .putHeader("Cache-Control", path.equals("/index.html") ? "no-cache" : "public, max-age=300");
        Validator.send(call, resource.tag(), resource.bytes());
    }

    private static String suffix(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
