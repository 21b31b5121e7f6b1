package marketswarm.admin;

import marketswarm.truth.Misconfigured;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthStore;
import redis.clients.jedis.UnifiedJedis;

/** The truth that verbs need to be loaded already. */
final class Loaded {

    private Loaded() {}

    /** @throws Misconfigured when there is none */
    static Truth truth(UnifiedJedis system) {
        return new TruthStore(system)
                .read()
                .orElseThrow(() -> new Misconfigured("admin: no truth is loaded. Run: ./admin load-truth"));
    }
}
