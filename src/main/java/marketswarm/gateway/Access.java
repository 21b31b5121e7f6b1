package marketswarm.gateway;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import marketswarm.truth.TokenHash;
import org.jspecify.annotations.Nullable;

/** Who may read: anybody on this machine while there are no tokens, else whoever shows one. */
final class Access {

    /** Under this name a request that showed a token carries a name for it that tells nothing about it. */
    static final String HOLDER = "holder";

    private static final String COOKIE = "marketswarm";
    private static final String BEARER = "bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Supplier<List<String>> tokens;
    private final boolean loopback;

    private Access(Supplier<List<String>> tokens, boolean loopback) {
        this.tokens = tokens;
        this.loopback = loopback;
    }

    /** @throws IllegalStateException when the host would be reachable by others and there are no tokens */
    static Access on(String host, Supplier<List<String>> tokens) {
        boolean loopback = isLoopback(host);
        if (!loopback && tokens.get().isEmpty()) {
            throw new IllegalStateException("gateway: refusing to listen on " + host
                    + " without secrets.sse_gateway.tokens; set tokens, or components.sse_gateway.host to 127.0.0.1");
        }
        return new Access(tokens, loopback);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("gateway: components.sse_gateway.host " + host + " is not known", e);
        }
    }

    /** Lets a request through, or answers it. */
    void check(RoutingContext call) {
        List<String> accepted = tokens.get();
        if (accepted.isEmpty()) {
            if (loopback && namesThisMachine(call.request())) call.next();
            else
                new Problem(403, "Forbidden", "without tokens only this machine is served, as localhost or 127.0.0.1")
                        .send(call.response());
            return;
        }
        String holder = holder(accepted, call.request());
        if (holder == null) {
            call.response().putHeader("WWW-Authenticate", "Bearer");
            Problem.unauthorized("send Authorization: Bearer <token>, or POST the token to /login")
                    .send(call.response());
        } else {
            call.put(HOLDER, holder);
            call.next();
        }
    }

    /** A web page elsewhere that resolves its own name to this machine still sends that name. */
    private static boolean namesThisMachine(HttpServerRequest request) {
        return request.authority() != null
                && LOOPBACK_NAMES.contains(request.authority().host().toLowerCase(Locale.ROOT));
    }

    /** Absent when none of the tokens is shown. Every token is compared, so that time tells nothing. */
    private static @Nullable String holder(List<String> accepted, HttpServerRequest request) {
        String proof = shown(request);
        return proof == null ? null : holder(accepted, proof);
    }

    private static @Nullable String holder(List<String> accepted, String proof) {
        String shown = TokenHash.ofProof(proof);
        String holder = null;
        for (String entry : accepted) {
            String hash = TokenHash.ofEntry(entry);
            if (same(hash, shown)) holder = hash;
        }
        return holder;
    }

    private static @Nullable String shown(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER))
            return TokenHash.proof(header.substring(BEARER.length()).strip());
        Cookie cookie = request.getCookie(COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code POST /login}: 204 and the cookie for a token, 401 for anything else. */
    void login(RoutingContext call, @Nullable String shown) {
        if (shown == null || holder(tokens.get(), TokenHash.proof(shown)) == null) {
            Problem.unauthorized("this is not one of the tokens").send(call.response());
            return;
        }
        call.response()
                .addCookie(Cookie.cookie(COOKIE, TokenHash.proof(shown))
                        .setHttpOnly(true)
                        .setSameSite(CookieSameSite.STRICT)
                        .setPath("/"));
        call.response()
                .setStatusCode(204)
                .putHeader("Cache-Control", "no-store")
                .end();
    }
}
