package marketswarm.admin;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import marketswarm.redis.RedisServers;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Why a server cannot be used from here, and what would help. */
final class Reach {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0");

    private final Host host;

    Reach(Host host) {
        this.host = host;
    }

    /**
     * Empty when it answers.
     *
     * @param option that names another address
     */
    Optional<Check> trouble(String name, String url, String option) {
        try (UnifiedJedis redis = RedisServers.open(Admin.asAdmin(url), Admin.ADMIN)) {
            redis.ping();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Check.trouble(
                    name, String.valueOf(e.getMessage()), "write it like redis://localhost:6379: " + option + " URL"));
        } catch (JedisException e) {
            return Optional.of(trouble(name, url, option, e));
        }
    }

    private Check trouble(String name, String url, String option, JedisException failure) {
        String why = causes(failure)
                .map(cause -> String.valueOf(cause.getMessage()))
                .reduce((first, last) -> last)
                .orElse("")
                .replaceAll("\\.$", "");
        String start = url + " ";
        if (is(failure, UnknownHostException.class)) return unknownHost(name, url, option);
        if (why.matches("(?s)(NOAUTH|WRONGPASS|NOPERM).*"))
            return Check.trouble(
                    name,
                    start + "refuses us: " + why,
                    "put the right user and password into the URL, before the host: " + option
                            + " redis://USER:PASSWORD@HOST:PORT");
        if (is(failure, SSLException.class))
            return Check.trouble(
                    name,
                    start + "and we cannot agree on TLS: " + why,
                    "give the admin the certificate's authority: JAVA_TOOL_OPTIONS="
                            + "-Djavax.net.ssl.trustStore=FILE, or use redis:// where the server has no TLS");
        if (is(failure, ConnectException.class))
            return Check.trouble(name, start + "does not answer: " + why, notStarted(url, option));
        if (is(failure, SocketTimeoutException.class))
            return Check.trouble(
                    name,
                    start + "is silent",
                    "look for a firewall between, or a server that hangs: redis-cli -u URL ping");
        return Check.trouble(
                name,
                start + "hangs up: " + why,
                url.startsWith("rediss:")
                        ? "look into the server's log"
                        : "it may want TLS: " + option + " rediss://…");
    }

    /** What truth names is meant for the services; on the host another address may lead to the same server. */
    private Check unknownHost(String name, String url, String option) {
        if (host.container())
            return Check.trouble(
                    name,
                    url + " has an unknown host name",
                    "is it on the same Docker network, and running? docker compose ps. Or name another: " + option
                            + " URL");
        String next = "names of containers are known inside Docker only; on the host: " + option + " redis://localhost:"
                + port(url);
        return option.equals("--market-url")
                ? Check.doubt(name, url + " has a host name that is unknown here, so it was not looked at", next)
                : Check.trouble(name, url + " has an unknown host name", next);
    }

    private String notStarted(String url, String option) {
        String start =
                "start it (docker compose up -d main-redis, or redis-server), or name another: " + option + " URL";
        return host.container() && LOCAL.contains(hostOf(url))
                ? start + "; inside a container localhost is the container itself, Redis is redis://main-redis:6379"
                : start;
    }

    private static boolean is(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance)
                || causes(failure)
                        .flatMap(cause -> Stream.of(cause.getSuppressed()))
                        .anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static String hostOf(String url) {
        String host = URI.create(url).getHost();
        return host == null ? "" : host;
    }

    private static int port(String url) {
        int port = URI.create(url).getPort();
        return port > 0 ? port : 6379;
    }
}
