package marketswarm.admin;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import marketswarm.redis.Keys;
import marketswarm.redis.RedisServers;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Where the truth is when it is not where we look. */
final class OtherDatabase {

    private static final Pattern DATABASE = Pattern.compile("(?m)^db(\\d+):");

    private final String url;

    OtherDatabase(String url) {
        this.url = url;
    }

    /** No truth is in this database; perhaps in another of the same server. */
    Check noTruth(UnifiedJedis here) {
        List<String> others = DATABASE.matcher(here.info("keyspace"))
                .results()
                .map(match -> match.group(1))
                .filter(this::hasTruth)
                .toList();
        if (others.isEmpty()) return Check.trouble("truth", "none is loaded", "./admin load-truth");
        return Check.trouble(
                "truth",
                "none in this database, but in database " + String.join(" and ", others),
                "./admin --redis-url " + RedisServers.safe(in(others.get(0)))
                        + ", and the same BOOTSTRAP_REDIS_URL for the services");
    }

    private boolean hasTruth(String database) {
        try (UnifiedJedis redis = RedisServers.open(Admin.asAdmin(in(database)), Admin.ADMIN)) {
            return redis.exists(Keys.TRUTH_DOC.key());
        } catch (JedisException e) {
            return false;
        }
    }

    private String in(String database) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + database;
    }
}
