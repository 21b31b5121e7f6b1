package marketswarm.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Case;
import marketswarm.analysis.Edition;
import marketswarm.analysis.Items;
import marketswarm.analysis.Spent;
import marketswarm.domain.Analysis;
import marketswarm.domain.Analysis.Sentiment;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import marketswarm.truth.Settings;
import marketswarm.truth.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several workers at one gate; the model costs 100 tokens and a cent a call. */
class RationedAnalystTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Case WORK = Items.work(Items.item("Apple sold more phones than a year ago", ""));

    private final SetClock clock = SetClock.running();
    private final Answering model = new Answering("model", new BigDecimal("0.01"));
    private final Answering cheaper = new Answering("cheaper", new BigDecimal("0.001"));
    private final Answering rules = new Answering("rules", BigDecimal.ZERO);

    @Test
    void the_requests_of_a_minute_are_shared_by_all_workers() throws AnalysisFailed {
        var one = worker("\"limits\":{\"requests_per_min\":3}");
        var other = worker("\"limits\":{\"requests_per_min\":3}");
        one.analyze(WORK);
        other.analyze(WORK);
        one.analyze(WORK);

        assertThatThrownBy(() -> other.analyze(WORK))
                .hasMessage("analysis: requests a minute are used up")
                .asInstanceOf(type(AnalysisFailed.class))
                .satisfies(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.RATE);
                    assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
                });
        assertThat(model.calls).hasSize(3);
        assertThat(one.progress()).containsEntry("requests_today", "3").containsEntry("mode", "model");
    }

    @Test
    void tokens_are_counted_by_what_was_used_and_not_by_what_was_feared() throws AnalysisFailed {
        var worker = worker("\"limits\":{\"tokens_per_min\":1400}");

        for (int i = 0; i < 3; i++) worker.analyze(WORK); // a call is expected to use some 1,100

        assertThat(worker.progress()).containsEntry("tokens_today", "300").containsEntry("usd_today", "0.030000");
        assertThatThrownBy(() -> worker.analyze(WORK)).hasMessage("analysis: tokens a minute are used up");
    }

    @Test
    void a_request_larger_than_a_minutes_limit_is_not_kept_waiting_for_ever() throws AnalysisFailed {
        assertThat(worker("\"limits\":{\"tokens_per_min\":10}")
                        .analyze(WORK)
                        .provenance()
                        .model())
                .isEqualTo("model");
    }

    @Test
    void over_the_budget_of_a_day_the_rules_go_on_when_truth_says_offline() throws AnalysisFailed {
        var worker = worker("\"limits\":{\"budget_usd_per_day\":0.015},\"over_budget\":\"offline\"");

        assertThat(models(worker, 4)).containsExactly("model", "model", "rules", "rules");
        assertThat(worker.progress()).containsEntry("mode", "offline");
    }

    @Test
    void over_the_budget_of_a_day_nothing_goes_on_when_truth_says_pause() {
        var worker = worker("\"limits\":{\"requests_per_day\":0},\"over_budget\":\"pause\"");

        assertThatThrownBy(() -> worker.analyze(WORK))
                .hasMessage("analysis: paused, requests a day are used up")
                .asInstanceOf(type(AnalysisFailed.class))
                .returns(Kind.MONEY, AnalysisFailed::kind);
        assertThat(worker.progress()).containsEntry("mode", "pause");
        assertThat(rules.calls).isEmpty();
    }

    @Test
    void near_the_budget_the_cheaper_model_is_asked_and_at_its_end_the_rules() throws AnalysisFailed {
        var worker = worker(
                "\"limits\":{\"requests_per_day\":10},\"over_budget\":\"cheaper_model\",\"cheaper_model\":\"c\"");

        assertThat(models(worker, 11))
                .containsExactly(
                        "model", "model", "model", "model", "model", "model", "model", "model", "model", "cheaper",
                        "rules");
    }

    @Test
    void a_new_day_is_a_new_budget() throws AnalysisFailed {
        var worker = worker("\"limits\":{\"requests_per_day\":1,\"requests_per_min\":100}");
        assertThat(models(worker, 2)).containsExactly("model", "rules");

        clock.forward(Duration.ofDays(1));

        assertThat(models(worker, 1)).containsExactly("model");
    }

    @Test
    void one_who_is_asked_to_wait_waits_for_all() {
        var one = worker("");
        var other = worker("");
        model.failing = new AnalysisFailed(
                Kind.RATE, "analysis: too many requests", Duration.ofSeconds(40), Spent.NOTHING, null);
        assertThatThrownBy(() -> one.analyze(WORK)).hasMessage("analysis: too many requests");
        model.failing = null;

        assertThatThrownBy(() -> other.analyze(WORK))
                .hasMessage("analysis: the model is left alone for a while")
                .asInstanceOf(type(AnalysisFailed.class))
                .satisfies(e -> assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40)));
        assertThat(model.calls).hasSize(1);
    }

    @Test
    void when_the_providers_credit_is_used_up_the_rules_go_on() throws AnalysisFailed {
        var worker = worker("");
        model.failing = new AnalysisFailed(Kind.MONEY, "analysis: no credit", Duration.ZERO, Spent.NOTHING, null);

        assertThat(models(worker, 2)).containsExactly("rules", "rules");
        assertThat(model.calls).hasSize(1);
    }

    @Test
    void a_server_that_fails_item_after_item_is_left_alone_by_all_and_no_item_pays() {
        var one = worker("");
        var other = worker("");
        model.failing = new AnalysisFailed(Kind.PASSING, "analysis: trouble", Duration.ZERO, Spent.NOTHING, null);

        assertThat(kinds(one, "a", "b", "c", "d", "e"))
                .containsExactly(Kind.PASSING, Kind.PASSING, Kind.PASSING, Kind.PASSING, Kind.SERVER);
        assertThat(kinds(other, "f")).containsExactly(Kind.SERVER);
        assertThat(model.calls).hasSize(5);
        assertThat(Kind.SERVER.blameless()).isTrue();

        redis.client().del("vexy:gate"); // its time is the server's
        assertThat(kinds(one, "a")).as("one failure more is enough").containsExactly(Kind.SERVER);
        redis.client().del("vexy:gate");
        model.failing = null;
        assertThat(kinds(one, "a")).isEmpty();
        model.failing = new AnalysisFailed(Kind.PASSING, "analysis: trouble", Duration.ZERO, Spent.NOTHING, null);
        assertThat(kinds(one, "b")).as("after an answer it counts anew").containsExactly(Kind.PASSING);
    }

    @Test
    void an_item_that_fails_by_itself_is_given_up_by_its_attempts_and_holds_nobody_up() {
        model.failing = new AnalysisFailed(Kind.PASSING, "analysis: trouble", Duration.ZERO, Spent.NOTHING, null);

        assertThat(kinds(worker(""), "a", "a", "a", "a", "a", "a")).containsOnly(Kind.PASSING);
    }

    @Test
    void what_was_shut_for_a_model_that_does_not_exist_is_open_for_the_one_that_truth_names_then() {
        model.failing = new AnalysisFailed(Kind.SETUP, "analysis: no such model", Duration.ZERO, Spent.NOTHING, null);
        assertThat(kinds(worker("\"model\":\"gpt-5o-mini\""), "a", "b")).containsExactly(Kind.SETUP, Kind.SETUP);
        assertThat(model.calls).hasSize(1);

        model.failing = null;
        assertThat(kinds(worker("\"model\":\"gpt-4o-mini\""), "a")).isEmpty();
    }

    private static List<Kind> kinds(RationedAnalyst worker, String... uids) {
        List<Kind> kinds = new ArrayList<>();
        for (String uid : uids) {
            try {
                worker.analyze(Items.work(Items.other(uid)));
            } catch (AnalysisFailed e) {
                kinds.add(e.kind());
            }
        }
        return kinds;
    }

    @Test
    void the_offline_engine_asks_nobody() throws AnalysisFailed {
        assertThat(models(worker("\"engine\":\"offline\",\"limits\":{\"requests_per_day\":0}"), 2))
                .containsExactly("rules", "rules");
        assertThat(redis.client().keys("vexy:*")).isEmpty();
    }

    private static List<String> models(RationedAnalyst worker, int items) throws AnalysisFailed {
        List<String> models = new ArrayList<>();
        for (int i = 0; i < items; i++)
            models.add(worker.analyze(WORK).provenance().model());
        return models;
    }

    private RationedAnalyst worker(String settings) {
        Settings.VexyAi truth = Truth.of(Json.read(
                        "{\"version\":\"t1\",\"components\":{\"vexy_ai\":{" + settings + "}}}", ObjectNode.class))
                .settings("vexy_ai", Settings.VexyAi.class);
        return new RationedAnalyst(() -> truth, model, cheaper, rules, new Gate(redis.client(), clock));
    }

    private static final class Answering implements Analyst {

        private final String name;
        private final BigDecimal cost;
        private final List<Case> calls = new ArrayList<>();
        private AnalysisFailed failing;

        Answering(String name, BigDecimal cost) {
            this.name = name;
            this.cost = cost;
        }

        @Override
        public Analysis analyze(Case work) throws AnalysisFailed {
            calls.add(work);
            if (failing != null) throw failing;
            return new Analysis(
                    work.item().uid(),
                    "",
                    List.of(),
                    new Sentiment("neutral", 0, 0),
                    List.of(),
                    List.of(),
                    "other",
                    "none",
                    List.of(),
                    true,
                    new Analysis.Provenance("test", name, "p", "t1", "i", 1, 0, 60, 40, cost, 0));
        }

        @Override
        public Edition edition(NewsItem item) {
            return new Edition("i", name, "p");
        }
    }
}
