package marketswarm.admin;

import marketswarm.truth.Misconfigured;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthStore;
import redis.clients.jedis.UnifiedJedis;

/** The truth that verbs need to be loaded already. */
final class Loaded {

    private Loaded() {}

    /**
     * What is loaded; from then on nothing that is printed shows its secrets.
     *
     * @throws Misconfigured when there is none
     */
    static Truth truth(Admin admin, UnifiedJedis system) {
        Truth truth = new TruthStore(system)
                .read()
                .orElseThrow(() -> new Misconfigured("admin: no truth is loaded. Run: ./admin load-truth"));
        admin.hide(truth.redactor());
        return truth;
    }
}
