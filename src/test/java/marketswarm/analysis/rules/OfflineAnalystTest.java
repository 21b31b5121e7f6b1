package marketswarm.analysis.rules;

import static marketswarm.analysis.Items.item;
import static marketswarm.analysis.Items.story;
import static marketswarm.analysis.Items.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import marketswarm.analysis.Case;
import marketswarm.analysis.Items;
import marketswarm.domain.Analysis;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.Analysis.TickerView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineAnalystTest {

    private static final String LONG = Items.REPORT + " Read more.";

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_100_000L), ZoneOffset.UTC);
    private final OfflineAnalyst analyst = new OfflineAnalyst(clock);

    @Test
    void a_short_item_is_its_own_summary_without_the_boilerplate() {
        Analysis analysis = analyst.analyze(work(item(
                "Apple beats estimates",
                "Apple Inc. posted record revenue on Tuesday. iPhone sales jumped 12%. (Simulated item.) Read more")));
        assertThat(analysis.summary())
                .isEqualTo("Apple Inc. posted record revenue on Tuesday. iPhone sales jumped 12%.");
        assertThat(analysis.bullets()).containsExactly("iPhone sales jumped 12%.");
    }

    @Test
    void a_long_item_is_summed_up_by_its_lead_and_what_is_central() {
        Analysis analysis = analyst.analyze(
                work(story("Acme profit and orders rise, guidance raised", "Acme reports.", LONG, "en")));
        assertThat(analysis.summary())
                .startsWith("Acme Corp. reported third quarter revenue of $4.2 billion on Tuesday.")
                .doesNotContain("weather", "museum", "Read more");
        assertThat(analysis.bullets()).hasSizeBetween(1, 4).noneMatch(analysis.summary()::contains);
        assertThat(analysis.sentiment().label()).isEqualTo("bullish");
        assertThat(analysis.topics()).contains("earnings", "guidance");
    }

    @Test
    void an_item_without_a_body_is_summed_up_by_its_title() {
        Analysis analysis = analyst.analyze(work(item("Oil slides 3% as OPEC raises output", "")));
        assertThat(analysis.summary()).isEqualTo("Oil slides 3% as OPEC raises output");
        assertThat(analysis.bullets()).isEmpty();
        assertThat(analysis.abstained()).isFalse();
    }

    @Test
    void too_little_text_abstains_instead_of_answering_neutral() {
        Analysis analysis = analyst.analyze(work(item("Market update", "", "MSFT")));
        assertThat(analysis.abstained()).isTrue();
        assertThat(analysis.sentiment()).isEqualTo(new Analysis.Sentiment("neutral", 0, 0));
        assertThat(analysis.impact()).isEqualTo("none");
        assertThat(analysis.tickers()).containsExactly(new TickerView("MSFT", "neutral", 0.2, ""));
    }

    @Test
    void another_language_abstains_whether_the_feed_says_so_or_not() {
        String german =
                "Der Konzern meldet einen Gewinn von fünf Millionen Euro und will die Dividende für das laufende"
                        + " Jahr deutlich anheben.";
        assertThat(analyst.analyze(work(story("Gewinn gestiegen", german, null, "de")))
                        .abstained())
                .isTrue();
        assertThat(analyst.analyze(work(item("トヨタ、通期見通しを上方修正", "純利益は前年同期比で増加した。")))
                        .abstained())
                .isTrue();
    }

    @Test
    void each_ticker_has_the_tone_of_the_clauses_about_it_and_the_sentence_as_reason() {
        Analysis analysis = analyst.analyze(work(item(
                "Tech earnings roundup",
                "Nvidia shares jumped 9% to a record high while Intel plunged 12% after weak guidance. "
                        + "Analysts at Ford (NYSE: F) declined to comment.",
                "INTC",
                "NVDA",
                "F")));
        assertThat(analysis.tickers())
                .extracting(TickerView::symbol, TickerView::sentiment)
                .contains(tuple("NVDA", "bullish"), tuple("INTC", "bearish"));
        assertThat(analysis.tickers().get(0).reason())
                .isEqualTo("Nvidia shares jumped 9% to a record high while Intel plunged 12% after weak guidance.");
    }

    @Test
    void a_ticker_in_the_title_is_more_relevant_than_one_in_the_body_or_nowhere() {
        List<TickerView> views = analyst.analyze(work(item(
                        "Apple raises its dividend",
                        "The board voted on Monday. Microsoft may follow, analysts say.",
                        "MSFT",
                        "AAPL",
                        "XYZ")))
                .tickers();
        assertThat(views).extracting(TickerView::symbol).containsExactly("AAPL", "MSFT", "XYZ");
        assertThat(views.get(0).relevance()).isGreaterThan(views.get(1).relevance());
        assertThat(views.get(2).relevance()).isEqualTo(0.2);
    }

    @Test
    void a_name_that_the_item_introduces_beside_its_symbol_counts_as_a_mention() {
        List<TickerView> views = analyst.analyze(work(item(
                        "Zyxco Robotics warns on profit",
                        "Zyxco Robotics Inc. (NASDAQ: ZYX) cut its outlook for the year.",
                        "ZYX")))
                .tickers();
        assertThat(views).singleElement().satisfies(view -> {
            assertThat(view.sentiment()).isEqualTo("bearish");
            assertThat(view.relevance()).isGreaterThanOrEqualTo(0.85);
        });
    }

    @Test
    void the_event_the_figures_and_a_moving_market_make_the_impact() {
        var chapter11 = item("Retailer Zyx files for Chapter 11 bankruptcy", "Shares plunged 40% before the open.");
        var meeting = item("Zyx to hold its annual meeting in May", "The meeting will be held at its headquarters.");
        var report = item("Zyx launches a new phone", "The phone goes on sale in May.", "ZYX");
        ContextPrice moving = new ContextPrice("ZYX", new BigDecimal("10.5"), new BigDecimal("-6.1"), 2_000, false);
        ContextPrice stale = new ContextPrice("ZYX", new BigDecimal("10.5"), new BigDecimal("-6.1"), 86_400_000, true);

        assertThat(analyst.analyze(work(chapter11)).impact()).isEqualTo("high");
        assertThat(analyst.analyze(work(chapter11)).eventType()).isEqualTo("bankruptcy");
        assertThat(analyst.analyze(work(meeting)).impact()).isEqualTo("none");
        assertThat(analyst.analyze(work(report, stale)).impact()).isEqualTo("low");
        assertThat(analyst.analyze(work(report, moving)).impact()).isEqualTo("medium");
        assertThat(analyst.analyze(work(report, stale)).marketContext()).containsExactly(stale);
    }

    @Test
    void the_provenance_names_the_rules_and_costs_nothing() {
        Analysis.Provenance provenance = analyst.analyze(
                        new Case(item("Apple beats quarterly estimates", "Sales rose."), List.of(), 3, "1.4.2"))
                .provenance();
        assertThat(provenance.engine()).isEqualTo("offline-rules");
        assertThat(provenance.model()).isEqualTo("marketswarm-rules-1");
        assertThat(provenance.truthVersion()).isEqualTo("1.4.2");
        assertThat(provenance.attempts()).isEqualTo(3);
        assertThat(provenance.costUsd()).isEqualByComparingTo("0");
        assertThat(provenance.promptHash()).matches("[0-9a-f]{12}");
        assertThat(provenance.inputHash()).matches("[0-9a-f]{12}");
        assertThat(provenance.analyzedMs()).isEqualTo(1_700_000_100_000L);
    }

    @Test
    void the_same_item_always_comes_out_the_same() {
        Case work = work(story("Acme profit and orders rise", "Acme reports.", LONG, "en", "ACME", "MSFT"));
        assertThat(new OfflineAnalyst(clock).analyze(work)).isEqualTo(analyst.analyze(work));
    }

    @Test
    void spacing_and_capitals_do_not_change_the_hash_of_the_input() {
        String one = analyst.analyze(work(item("Apple beats estimates", "Sales rose.")))
                .provenance()
                .inputHash();
        String two = analyst.analyze(work(item("Apple  Beats Estimates", "Sales\u200b rose. ")))
                .provenance()
                .inputHash();
        assertThat(two).isEqualTo(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Der Gewinn der Bank ist um zehn Prozent gestiegen",
                "Le bénéfice de la banque est en hausse pour une troisième année",
                "El beneficio del banco sube por los tipos de interés",
                "Il gruppo chiude il trimestre con i ricavi della divisione auto in calo",
                "Vinsten ökade och det var bättre än väntat för bolaget",
                "Yhtiön liikevoitto kasvoi, mutta tulos ei ollut odotusten mukainen, että",
                "Прибыль банка выросла на десять процентов",
                "该公司第三季度净利润同比增长 百分之十二 超出 市场 预期 水平",
                "أرباح البنك ترتفع بنسبة عشرة بالمئة في الربع الثالث",
                "銀行の利益は 前年同期比 で 十パーセント 増加 した"
            })
    void a_text_in_another_language_abstains_though_nobody_has_said_which_it_is(String title) {
        Analysis analysis = analyst.analyze(work(story(title, title + ".", null, null, "AAPL")));
        assertThat(analysis.abstained()).isTrue();
        assertThat(analysis.sentiment().confidence()).isZero();
        assertThat(analysis.summary()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Las Vegas Sands shares surge 8%",
                "Nvidia shares jump after results",
                "Los Angeles port traffic rose 12% in May",
                "Moët Hennessy Louis Vuitton sales fell 5% on weak demand from China"
            })
    void a_headline_of_names_and_figures_is_english_all_the_same(String title) {
        assertThat(analyst.analyze(work(story(title, "", null, null))).abstained())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Acme to buy rival Zyxco for $2 billion                 | merger     | m&a        | medium,high
            Acme files for Chapter 11 bankruptcy protection        | bankruptcy |            | high
            Acme raises its full-year revenue outlook              | guidance   | guidance   | medium,high
            Acme wins $300 million contract from the Navy          | contract   |            | low,medium
            Fed holds interest rates steady at 4.5% in June        | rates      | rates      | medium,high
            Regulators open antitrust probe of Acme's ad business  | regulation | regulation | low,medium,high
            Acme recalls 1.2 million cars over faulty brakes       | recall     | autos      | low,medium,high
            Acme names Jane Roe as its new chief executive         | management | management | none,low,medium
            """)
    void the_kind_of_event_its_topics_and_its_impact_follow_from_the_words(
            String title, String event, String topic, String impacts) {
        Analysis analysis = analyst.analyze(work(item(title, title + ", the company said on Monday.", "ACME")));
        assertThat(analysis.eventType()).isEqualTo(event);
        if (topic != null) assertThat(analysis.topics()).contains(topic);
        assertThat(List.of(impacts.split(",", -1))).contains(analysis.impact());
    }
}
