package marketswarm.truth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;

/** The truth in System Redis: written by the admin, read by every service. */
public final class TruthStore {

    private static final int HISTORY = 50;

    private final UnifiedJedis system;
    private final Clock clock;

    public TruthStore(UnifiedJedis system) {
        this(system, Clock.systemUTC());
    }

    TruthStore(UnifiedJedis system, Clock clock) {
        this.system = system;
        this.clock = clock;
    }

    /**
     * Writes document, version, time and hash in one transaction with their announcement.
     *
     * @param merged both files after their merge
     * @throws Misconfigured when the document is not valid; then nothing is written
     */
    public Truth load(ObjectNode merged) {
        Truth truth = Truth.of(merged);
        String ts = String.valueOf(clock.instant().getEpochSecond());
        Map<String, String> identity = Map.of("version", truth.version(), "hash", truth.hash());
        try (var multi = system.multi()) {
            multi.set(Keys.TRUTH_DOC.key(), truth.json());
            multi.set(Keys.TRUTH_VERSION.key(), truth.version());
            multi.set(Keys.TRUTH_TS.key(), ts);
            multi.set(Keys.TRUTH_HASH.key(), truth.hash());
            multi.xadd(
                    Keys.TRUTH_HISTORY.key(),
                    XAddParams.xAddParams().maxLen(HISTORY),
                    Map.of(
                            "version", truth.version(),
                            "hash", truth.hash(),
                            "ts", ts,
                            "doc", truth.jsonWithoutSecrets()));
            multi.publish(Keys.TRUTH_CHANGED_CHANNEL, Json.write(identity));
            multi.exec();
        }
        return truth;
    }

    /**
     * The loaded truth; empty when none is loaded.
     *
     * @throws Misconfigured when the key holds something else than a valid truth
     */
    public Optional<Truth> read() {
        return get(Keys.TRUTH_DOC.key()).map(TruthStore::parse);
    }

    /** Hash of the loaded truth, cheap enough to be asked every second. */
    public Optional<String> hash() {
        return get(Keys.TRUTH_HASH.key());
    }

    private Optional<String> get(String key) {
        try {
            return Optional.ofNullable(system.get(key));
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) throw e;
            throw new Misconfigured(
                    "truth: " + key + " is no string. Something else wrote it: DEL it and run: ./admin load-truth", e);
        }
    }

    private static Truth parse(String json) {
        try {
            return Truth.of(Json.read(json, ObjectNode.class));
        } catch (IllegalArgumentException e) {
            throw new Misconfigured(
                    "truth: " + Keys.TRUTH_DOC.key() + " is not a JSON object. Run: ./admin load-truth", e);
        }
    }
}
