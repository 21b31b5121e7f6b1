package marketswarm.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** The desk and what it leaves in Redis, one work unit after the other. */
class DeskTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String UID = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final SetClock clock = SetClock.running();
    private final Scripted analyst = new Scripted();
    private final GroupMember worker = member("worker");
    private Desk desk;
    private AnalysisStore store;

    @BeforeEach
    void open() {
        store = new AnalysisStore(
                redis.client(), () -> new AnalysisStore.Retention(Duration.ofDays(30), 10_000, 10_000));
        var context = new MarketContext(
                redis.client(), () -> new MarketContext.Terms(List.of(), Duration.ofMinutes(15)), clock);
        desk = new Desk(
                context,
                new Retold(redis.client(), store),
                analyst,
                () -> new Desk.Terms(3, 5, "t1", "model"),
                clock,
                () -> new Random(7));
        worker.join(new StreamEntryID("0-0"), null);
    }

    @Test
    void a_work_unit_leaves_one_analysis_one_index_entry_one_event_and_nothing_pending() {
        queue("Apple sold more");

        finish(read());

        assertThat(Json.read(redis.client().get("rss:analysis:" + UID), Analysis.class)
                        .summary())
                .isEqualTo("Apple sold more");
        assertThat(redis.client().zscore("rss:analysis:index", UID)).isEqualTo(1_700_000_000d);
        assertThat(events()).hasSize(1);
        assertThat(events().get(0).getFields())
                .containsEntry("uid", UID)
                .containsEntry("tickers", "AAPL")
                .containsEntry("sentiment", "bullish")
                .containsEntry("category", "tech")
                .containsEntry("published_ms", "1700000000000");
        assertThat(pending()).isZero();
    }

    @Test
    void a_result_whose_answer_was_lost_can_be_kept_again_without_effect() {
        queue("Apple sold more");
        List<Job> done = analyzed(read());

        store.append(redis.client(), "events:analysis", done);
        store.append(redis.client(), "events:analysis", done);

        assertThat(events()).hasSize(1);
        assertThat(store.analyzed()).isEqualTo(1);
    }

    @Test
    void two_who_worked_on_the_same_are_heard_of_once() {
        queue("Apple sold more");
        List<Job> slow = analyzed(read());
        analyst.model = "cheaper";
        List<Job> quick =
                analyzed(List.of(new Job(slow.get(0).delivery(), slow.get(0).work(), null)));

        store.append(redis.client(), "events:analysis", quick);
        store.append(redis.client(), "events:analysis", slow);

        assertThat(events()).hasSize(1);
        assertThat(redis.client().get("rss:analysis:" + UID)).contains("\"model\":\"cheaper\"");
    }

    @Test
    void a_redelivery_of_what_is_analyzed_costs_no_call() {
        queue("Apple sold more");
        finish(read());
        queueEntry();

        assertThat(read()).containsExactly((Job) null);
        assertThat(analyst.calls).isEqualTo(1);
    }

    @Test
    void another_content_is_another_analysis() {
        queue("Apple sold more");
        finish(read());
        clock.forward(Duration.ofSeconds(1));

        item("Apple sold less after all");
        queueEntryAt(clock.millis() + 60_000);
        finish(read());

        assertThat(analyst.calls).isEqualTo(2);
        assertThat(events()).hasSize(2);
        assertThat(redis.client().get("rss:analysis:" + UID)).contains("less after all");
    }

    @Test
    void what_has_expired_is_nothing_to_do() {
        queueEntry();

        assertThat(read()).containsExactly((Job) null);
    }

    @Test
    void a_failure_waits_and_comes_back_with_its_attempts_counted_once() {
        queue("Apple sold more");
        analyst.failing = AnalysisFailed.Kind.PASSING;
        List<Job> failed = analyzed(read());
        store.append(redis.client(), "events:analysis", failed);
        store.append(redis.client(), "events:analysis", failed);

        assertThat(pending()).isZero();
        assertThat(redis.client().zcard("rss:queue:retry")).isEqualTo(1);
        double due =
                redis.client().zrangeWithScores("rss:queue:retry", 0, 0).get(0).getScore();
        assertThat(due).isBetween(clock.millis() - 5_000d, clock.millis() + 2_001d);

        String member = redis.client().zrange("rss:queue:retry", 0, 0).get(0);
        redis.client().zadd("rss:queue:retry", 1, member);
        var retries = new Retries(redis.client());
        assertThat(retries.requeue()).isEqualTo(1);
        assertThat(retries.requeue()).isZero();

        analyst.failing = null;
        List<Job> again = read();
        assertThat(again.get(0).work().attempt()).isEqualTo(2);
        finish(again);
        assertThat(events()).hasSize(1);
    }

    @Test
    void a_story_told_again_comes_back_until_it_is_analyzed_and_costs_no_call() {
        story();
        queueEntry();
        finish(read());

        assertThat(pending()).isZero();
        assertThat(analyst.calls).isZero();
        String member = redis.client().zrange("rss:queue:retry", 0, 0).get(0);
        assertThat(member).contains("\"waits\":\"1\"").doesNotContain("attempts");

        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", "story-1"));
        finish(read());
        redis.client().zadd("rss:queue:retry", 1, member);
        new Retries(redis.client()).requeue();
        finish(read());

        assertThat(analyst.calls).isEqualTo(1);
        assertThat(store.retold()).isEqualTo(1);
        assertThat(events()).extracting(event -> event.getFields().get("uid")).containsExactly("story-1", UID);
    }

    @Test
    void a_story_whose_first_telling_is_never_analyzed_is_analyzed_itself_in_the_end() {
        story();
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", UID, "waits", "12"));
        finish(read());

        assertThat(analyst.calls).isEqualTo(1);
        assertThat(events()).hasSize(1);
    }

    private static void story() {
        redis.client().set("rss:item:story-1", Json.write(Items.other("story-1")));
        redis.client().set("rss:item:" + UID, Json.write(Items.item("Apple sold more", "")));
    }

    @Test
    void what_is_put_off_comes_back_by_the_clock_of_the_server() {
        queue("Apple sold more");
        clock.forward(Duration.ofMinutes(5));
        analyst.failing = AnalysisFailed.Kind.PASSING;
        finish(read());

        double due =
                redis.client().zrangeWithScores("rss:queue:retry", 0, 0).get(0).getScore();
        assertThat(due).isLessThan(System.currentTimeMillis() + 10_000d);
    }

    @Test
    void what_fails_too_often_is_a_dead_letter_with_its_cause_its_attempts_and_what_it_was() {
        queue("Apple sold more");
        redis.client().xtrim("rss:queue", 0, false);
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", UID, "title", "T", "attempts", "2"));
        analyst.failing = AnalysisFailed.Kind.PASSING;

        List<Job> dead = analyzed(read());
        store.append(redis.client(), "events:analysis", dead);
        store.append(redis.client(), "events:analysis", dead);

        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).getFields())
                .containsEntry("uid", UID)
                .containsEntry("title", "T")
                .containsEntry("attempts", "3")
                .containsEntry("deliveries", "1")
                .containsEntry("cause", "analysis: scripted")
                .containsKeys("original_id", "dead_ms");
        assertThat(pending()).isZero();
    }

    @Test
    void what_kills_its_workers_is_given_up_however_little_they_could_tell() {
        queue("Apple sold more");
        Delivery sixth = new Delivery(worker.fresh(1, Duration.ZERO).get(0).entry(), 6);

        finish(desk.open(redis.client(), List.of(sixth)));

        assertThat(analyst.calls).isZero();
        assertThat(letters().get(0).getFields())
                .containsEntry("deliveries", "6")
                .containsEntry(
                        "cause",
                        "analysis: handed out 6 times and never finished; its worker died or was stopped each time");
    }

    @Test
    void what_cannot_be_opened_is_a_dead_letter() {
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("title", "no uid"));
        redis.client().set("rss:item:broken", "{");
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", "broken"));

        finish(read());

        assertThat(letters())
                .extracting(letter -> letter.getFields().get("cause"))
                .satisfiesExactly(
                        cause -> assertThat(cause).isEqualTo("analysis: the work unit has no uid"),
                        cause -> assertThat(cause).startsWith("analysis: its item cannot be read"));
    }

    @Test
    void trouble_of_the_analyst_itself_is_a_failed_attempt_and_no_endless_loop() {
        queue("Apple sold more");
        analyst.broken = true;

        finish(read());

        assertThat(redis.client().zcard("rss:queue:retry")).isEqualTo(1);
        assertThat(pending()).isZero();
    }

    private List<Job> read() {
        return desk.open(redis.client(), worker.fresh(10, Duration.ZERO));
    }

    private List<Job> analyzed(List<Job> jobs) {
        return jobs.stream().map(desk::analyze).toList();
    }

    private void finish(List<Job> jobs) {
        store.append(redis.client(), "events:analysis", analyzed(jobs));
    }

    private static GroupMember member(String name) {
        return new GroupMember(redis.client(), "rss:queue", "vexy", name, LEASE);
    }

    private static void queue(String title) {
        item(title);
        queueEntry();
    }

    private static void item(String title) {
        redis.client().set("rss:item:" + UID, Json.write(Items.item(title, "", "AAPL")));
    }

    private static void queueEntry() {
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", UID));
    }

    private static void queueEntryAt(long ms) {
        redis.client().xadd("rss:queue", new StreamEntryID(ms, 0), Map.of("uid", UID));
    }

    private static List<StreamEntry> events() {
        return redis.client().xrange("events:analysis", "-", "+");
    }

    private static List<StreamEntry> letters() {
        return redis.client().xrange("rss:queue:dead", "-", "+");
    }

    private static long pending() {
        return redis.client().xpending("rss:queue", "vexy").getTotal();
    }

    /** Says of every item what its title says, or fails as it is told. */
    private final class Scripted implements Analyst {

        private String model = "scripted";
        private AnalysisFailed.Kind failing;
        private boolean broken;
        private int calls;

        @Override
        public Analysis analyze(Case work) throws AnalysisFailed {
            calls++;
            if (broken) throw new IllegalStateException("a mistake of ours");
            if (failing != null)
                throw new AnalysisFailed(failing, "analysis: scripted", Duration.ZERO, Spent.NOTHING, null);
            Edition edition = edition(work.item());
            return new Analysis(
                    work.item().uid(),
                    work.item().title(),
                    List.of(),
                    new Analysis.Sentiment("bullish", 0.5, 0.5),
                    new ArrayList<>(List.of(new Analysis.TickerView("AAPL", "bullish", 1, ""))),
                    List.of(),
                    "other",
                    "low",
                    work.context(),
                    false,
                    new Analysis.Provenance(
                            "test",
                            edition.model(),
                            edition.promptHash(),
                            "t1",
                            edition.inputHash(),
                            1,
                            0,
                            0,
                            0,
                            BigDecimal.ZERO,
                            clock.millis()));
        }

        @Override
        public Edition edition(NewsItem item) {
            return new Edition(Article.of(item).fingerprint(), model, "p1");
        }
    }
}
