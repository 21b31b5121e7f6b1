package marketswarm.truth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.XAddParams;

/**
 * The truth in System Redis: written by the admin, read by every service. Where the environment names a key file, its
 * secrets are stored sealed, see {@link Sealing}.
 */
public final class TruthStore {

    private final UnifiedJedis system;
    private final Clock clock;
    private final Optional<Path> keyFile;
    private volatile boolean ownPartOnly;

    public TruthStore(UnifiedJedis system) {
        this(system, Clock.systemUTC(), Sealing.keyFile(System.getenv()));
    }

    TruthStore(UnifiedJedis system, Clock clock, Optional<Path> keyFile) {
        this.system = system;
        this.clock = clock;
        this.keyFile = keyFile;
    }

    /** Loads over whatever is there, as the person who runs this program. */
    public Truth load(ObjectNode merged) {
        Optional<Truth> written = Optional.empty();
        while (written.isEmpty()) written = load(merged, whoami(), hash());
        return written.get();
    }

    /**
     * Writes document, version, time, hash and a line of the history in one transaction with their announcement.
     *
     * @param merged both files after their merge
     * @param by who loads it
     * @param basedOn hash of the loaded truth that this one replaces; empty when none was loaded
     * @return empty, and nothing written, when another truth is loaded by now
     * @throws Misconfigured when the document is not valid; then nothing is written
     */
    public Optional<Truth> load(ObjectNode merged, String by, Optional<String> basedOn) {
        Truth truth = Truth.of(merged);
        try (AbstractTransaction transaction = system.transaction(false)) {
            transaction.watch(Keys.TRUTH_HASH.key(), Keys.TRUTH_HISTORY.key());
            long n =
                    new TruthHistory(system).latest().map(TruthHistory.Entry::n).orElse(0L) + 1;
            if (!hash().equals(basedOn)) {
                transaction.unwatch();
                return Optional.empty();
            }
            Set<String> secretsBefore =
                    system
                            .scan(
                                    "0",
                                    new ScanParams()
                                            .match(Keys.TRUTH_SECRETS.glob())
                                            .count(10_000))
                            .getResult()
                            .stream()
                            .collect(Collectors.toSet());
            transaction.multi();
            secretsBefore.forEach(transaction::del);
            write(transaction, truth, n, by);
            return Optional.ofNullable(transaction.exec()).map(done -> truth);
        }
    }

    private void write(AbstractTransaction transaction, Truth truth, long n, String by) {
        String ts = String.valueOf(clock.instant().getEpochSecond());
        Map<String, String> identity = Map.of("version", truth.version(), "hash", truth.hash());
        Map<String, String> entry = new HashMap<>(identity);
        entry.put("n", String.valueOf(n));
        entry.put("ts", ts);
        entry.put("by", by);
        entry.put("doc", truth.jsonWithoutSecrets());
        transaction.set(
                Keys.TRUTH_DOC.key(), Sealing.seal(truth.written(), keyFile).toString());
        transaction.set(Keys.TRUTH_PUBLIC.key(), truth.jsonWithoutSecrets());
        for (String scope : truth.scopes())
            transaction.set(
                    Keys.TRUTH_SECRETS.of(scope),
                    Sealing.seal(truth.onlySecrets(scope), keyFile).toString());
        transaction.set(Keys.TRUTH_VERSION.key(), truth.version());
        transaction.set(Keys.TRUTH_TS.key(), ts);
        transaction.set(Keys.TRUTH_HASH.key(), truth.hash());
        transaction.xadd(Keys.TRUTH_HISTORY.key(), XAddParams.xAddParams().maxLen(TruthHistory.KEPT), entry);
        transaction.publish(Keys.TRUTH_CHANGED_CHANNEL, Json.write(identity));
    }

    /**
     * The loaded truth; empty when none is loaded.
     *
     * @throws Misconfigured when the key holds something else than a valid truth
     */
    public Optional<Truth> read() {
        return get(Keys.TRUTH_DOC.key()).map(this::parse);
    }

    /**
     * The loaded truth, or as much of it as these services need where their user may read no more.
     *
     * @throws Misconfigured as {@link #read()} does
     */
    public Optional<Truth> readFor(List<String> serviceIds) {
        if (!ownPartOnly) {
            try {
                return read();
            } catch (JedisAccessControlException e) {
                if (!String.valueOf(e.getMessage()).startsWith("NOPERM")) throw e;
                ownPartOnly = true;
            }
        }
        return new OwnTruth(system, keyFile).read(serviceIds);
    }

    /**
     * What a tool needs that only looks at the servers, without the cost of checking the document.
     *
     * @param marketUrl Market Redis
     * @param redactor hides the truth's secrets
     */
    public record Glance(String marketUrl, Redactor redactor) {}

    /** @return what no truth would say, when there is none or it cannot be read */
    public Glance glance(String bootstrapUrl) {
        ObjectNode document = get(Keys.TRUTH_DOC.key()).map(this::tree).orElseGet(Json.MAPPER::createObjectNode);
        return new Glance(Truth.marketUrl(document, bootstrapUrl), Redactor.of(document));
    }

    private ObjectNode tree(String json) {
        try {
            return Sealing.open(Json.read(json, ObjectNode.class), keyFile);
        } catch (IllegalArgumentException | Misconfigured e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    /** Hash of the loaded truth, cheap enough to be asked every second. */
    public Optional<String> hash() {
        return get(Keys.TRUTH_HASH.key());
    }

    /** The user and the machine, as the history names them. */
    public static String whoami() {
        return System.getProperty("user.name", "someone") + "@" + hostName();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-host";
        }
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

    private Truth parse(String json) {
        try {
            return Truth.of(Sealing.open(Json.read(json, ObjectNode.class), keyFile));
        } catch (IllegalArgumentException e) {
            throw new Misconfigured(
                    "truth: " + Keys.TRUTH_DOC.key() + " is not a JSON object. Run: ./admin load-truth", e);
        }
    }
}
