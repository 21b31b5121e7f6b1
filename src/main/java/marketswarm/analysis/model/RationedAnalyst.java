package marketswarm.analysis.model;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Case;
import marketswarm.analysis.Edition;
import marketswarm.analysis.Spent;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.truth.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks the model within the limits that all workers share. Beyond the limit of a minute it waits; beyond that of a day,
 * or when the provider's credit is used up, it does what truth says: a cheaper model from four fifths of the limit on,
 * the rules of this program, or nothing. What it does, it says: in the log when it changes, and in the heartbeat.
 */
public final class RationedAnalyst implements Analyst {

    private static final Logger LOG = LoggerFactory.getLogger(RationedAnalyst.class);
    private static final int NEARLY = 800;

    private final Supplier<Settings.VexyAi> settings;
    private final Analyst model;
    private final Analyst cheaper;
    private final Analyst rules;
    private final Gate gate;
    private final Breaker breaker = new Breaker();
    private volatile Mode mode = Mode.MODEL;
    private volatile int level;
    private final AtomicReference<Used> used = new AtomicReference<>(new Used(0, Spent.NOTHING));

    /** What the calls of this process have used so far. */
    public record Used(long requests, Spent spent) {

        Used plus(int more, Spent spent) {
            return new Used(requests + more, this.spent.plus(spent));
        }

        public long tokens() {
            return spent.tokens();
        }

        public double usd() {
            return spent.costUsd().doubleValue();
        }
    }

    private enum Mode {
        MODEL,
        CHEAPER_MODEL,
        OFFLINE,
        PAUSE
    }

    /**
     * @param model asks truth's model
     * @param cheaper asks truth's cheaper model
     * @param rules needs no model
     */
    public RationedAnalyst(
            Supplier<Settings.VexyAi> settings, Analyst model, Analyst cheaper, Analyst rules, Gate gate) {
        this.settings = settings;
        this.model = model;
        this.cheaper = cheaper;
        this.rules = rules;
        this.gate = gate;
    }

    @Override
    public Edition edition(NewsItem item) {
        return (settings.get().engine().equals("offline") ? rules : model).edition(item);
    }

    @Override
    public Analysis analyze(Case work) throws AnalysisFailed {
        Settings.VexyAi now = settings.get();
        if (now.engine().equals("offline")) return rules.analyze(work);
        boolean saving = now.overBudget().equals("cheaper_model") && now.cheaperModel() != null && level >= NEARLY;
        ModelSettings terms = saving ? ModelSettings.cheaper(now) : ModelSettings.of(now);
        Gate.Answer answer = gate.ask(terms.estimate(work.item()), Limits.of(now.limits()), terms.endpointName());
        level = answer.level();
        if (answer instanceof Gate.Answer.Open call) {
            say(
                    saving ? Mode.CHEAPER_MODEL : Mode.MODEL,
                    saving ? "nearly all of a day's limit is used" : "within limits");
            return asked(saving ? cheaper : model, work, call, terms.endpointName());
        }
        if (answer instanceof Gate.Answer.Wait wait)
            throw new AnalysisFailed(
                    Kind.RATE, "analysis: " + wait.limit() + " a minute are used up", wait.left(), Spent.NOTHING, null);
        if (answer instanceof Gate.Answer.Shut shut && shut.kind() != Kind.MONEY)
            throw new AnalysisFailed(
                    shut.kind(), "analysis: " + leftAlone(shut.kind()), shut.left(), Spent.NOTHING, null);
        return beyond(
                work, answer instanceof Gate.Answer.Over over ? over.limit() + " a day are used up" : "no credit");
    }

    private static String leftAlone(Kind kind) {
        return switch (kind) {
            case KEY -> "the key was not accepted; put another into the secrets";
            case SETUP ->
                "the server does not know the model or the address, or a page answers in its place; check model and"
                        + " base_url in truth";
            default -> "the model is left alone for a while";
        };
    }

    private Analysis asked(Analyst analyst, Case work, Gate.Answer.Open call, String endpoint) throws AnalysisFailed {
        try {
            Analysis analysis = analyst.analyze(work);
            var provenance = analysis.provenance();
            int requests = Math.max(1, provenance.attempts() - (work.attempt() - 1));
            settle(call, requests, new Spent(provenance.tokensIn(), provenance.tokensOut(), provenance.costUsd()));
            breaker.answered();
            return analysis;
        } catch (AnalysisFailed e) {
            settle(call, 1, e.spent());
            AnalysisFailed failed = weighed(e, work);
            if (!failed.kind().blameless()) throw failed;
            shut(failed, endpoint);
            if (failed.kind() == Kind.MONEY) return beyond(work, "no credit");
            throw failed;
        }
    }

    private AnalysisFailed weighed(AnalysisFailed e, Case work) {
        if (e.kind() != Kind.PASSING) breaker.answered();
        if (e.kind() != Kind.PASSING || !breaker.trips(work.item().uid())) return e;
        String last = String.valueOf(e.getMessage()).replaceFirst("^analysis: ", "");
        return new AnalysisFailed(
                Kind.SERVER, "analysis: the model fails one item after another: " + last, e.retryAfter(), e.spent(), e);
    }

    // an answer is not thrown away because it cannot be counted now: its estimate stays counted
    private void settle(Gate.Answer.Open call, int requests, Spent spent) {
        used.updateAndGet(before -> before.plus(requests, spent));
        try {
            gate.settle(call, requests, spent);
        } catch (JedisException away) {
            LOG.debug("analysis: not settled", away);
        }
    }

    private void shut(AnalysisFailed cause, String endpoint) {
        try {
            gate.shut(cause, endpoint);
        } catch (JedisException away) {
            LOG.debug("analysis: not told to the others", away);
        }
    }

    private Analysis beyond(Case work, String why) throws AnalysisFailed {
        if (settings.get().overBudget().equals("pause")) {
            say(Mode.PAUSE, why);
            throw new AnalysisFailed(Kind.MONEY, "analysis: paused, " + why, AnalysisFailed.REST, Spent.NOTHING, null);
        }
        say(Mode.OFFLINE, why);
        return rules.analyze(work);
    }

    private synchronized void say(Mode next, String why) {
        if (mode == next) return;
        mode = next;
        String name = next.name().toLowerCase(Locale.ROOT);
        if (next == Mode.MODEL) LOG.info("analysis: back to mode={} cause={}", name, why);
        else LOG.warn("analysis: degraded to mode={} cause={}", name, why);
    }

    public Used used() {
        return Objects.requireNonNull(used.get());
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>();
        boolean offline = settings.get().engine().equals("offline");
        progress.put("mode", (offline ? Mode.OFFLINE : mode).name().toLowerCase(Locale.ROOT));
        if (offline) return progress;
        Map<String, String> today = gate.today();
        progress.put("requests_today", today.getOrDefault("requests", "0"));
        progress.put("tokens_today", today.getOrDefault("tokens", "0"));
        progress.put(
                "usd_today",
                BigDecimal.valueOf(Long.parseLong(today.getOrDefault("micro_usd", "0")), 6)
                        .toPlainString());
        return progress;
    }
}
