package marketswarm.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.CommandKeyArgumentPreProcessor;
import redis.clients.jedis.UnifiedJedis;

/**
 * News and analyses change several keys in one step, which a Redis Cluster does only where they share a slot. There, and
 * only there, each of these keys carries a tag in front of its name; prices keep their names and spread over all servers.
 * The program itself says the plain names everywhere.
 */
public final class NewsSlot implements CommandKeyArgumentPreProcessor {

    /** What stands before the names on a Redis Cluster. */
    public static final String TAG = "{news}";

    NewsSlot() {}

    /** The name of a key on a Redis Cluster. */
    public static String tagged(String key) {
        return isNews(key) ? TAG + key : key;
    }

    /** The name that the catalogue knows. */
    public static String plain(String key) {
        return key.startsWith(TAG) ? key.substring(TAG.length()) : key;
    }

    /** What SCAN is to look for, which takes no key but a pattern. */
    public static String pattern(UnifiedJedis redis, String glob) {
        return redis instanceof ClusterClient ? tagged(glob) : glob;
    }

    private static boolean isNews(String key) {
        return key.startsWith("rss:")
                || key.startsWith("vexy:")
                || key.equals(Keys.ANALYSIS_EVENTS.key())
                || key.equals(Keys.BRIEFING_EVENTS.key());
    }

    @Override
    public Object actualKey(Object key) {
        if (key instanceof String text) return tagged(text);
        if (key instanceof byte[] bytes)
            return tagged(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        return key;
    }
}
