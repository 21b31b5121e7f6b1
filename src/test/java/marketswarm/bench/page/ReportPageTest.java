package marketswarm.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportPageTest {

    private static final String BENCH = """
            {"name": "fanout", "date": "2026-11-25T10:00:00Z", "machine": "2 cores", "versions": {"java": "17"},
             "cases": [
               {"case": "1000 readers", "unit": "events/s", "ours": 5166000, "ours_spread": 1638000, "limit": null,
                "peer": 264000, "peer_name": "nchan", "ratio_limit": null, "ratio_peer": 19.57},
               {"case": "p99 at 50/s", "unit": "ms", "ours": 16, "ours_spread": 5.6, "limit": null, "peer": 14,
                "peer_name": "nchan", "ratio_limit": null, "ratio_peer": 1.14}],
             "notes": ["a & b"]}""";
    private static final String SOAK = """
            {"name": "soak", "date": "d", "machine": "m", "versions": {}, "series": [
               {"minute": 1, "memory_mb": 400}, {"minute": 2, "memory_mb": 410}, {"minute": 3}]}""";

    @Test
    void the_marked_part_of_a_page_is_written_anew_and_nothing_else() throws Exception {
        String page = "# B\n<!-- bench/report writes from here -->\nold\n<!-- to here -->\nrest\n";

        String written = ReportPage.inserted(page, List.of(figures(BENCH)));

        assertThat(written).isEqualTo("""
                # B
                <!-- bench/report writes from here -->

                ### fanout

                | case | unit | ours | ± | limit | of limit | peer | × peer |
                |---|---|--:|--:|--:|--:|--:|--:|
                | 1000 readers | events/s | **5,166,000** | 1,638,000 |  |  | 264,000 | 19.57 |
                | p99 at 50/s | ms | **16.00** | 5.60 |  |  | 14.00 | 1.14 |

                ![Bars of the table above](images/fanout.svg)

                - a & b
                - 2026-11-25T10:00:00Z, 2 cores, java 17; peer: nchan

                <!-- to here -->
                rest
                """);
        assertThat(ReportPage.inserted(written, List.of(figures(BENCH)))).isEqualTo(written);
    }

    @Test
    void bars_show_what_is_slower_than_the_peer_too_with_units_and_for_light_and_dark() throws Exception {
        String svg = BarPlot.of(figures(BENCH));

        assertThat(svg)
                .contains(
                        ">events/s</text>",
                        ">ms</text>",
                        ">5.17M</text>",
                        ">264k</text>",
                        ">16</text>",
                        ">14</text>",
                        ">nchan</text>")
                .contains("prefers-color-scheme:dark", "class=\"ours\"", "class=\"peer\"")
                .doesNotContain("limit of the machine");
        assertThat(wellFormed(svg)).isEqualTo("svg");
    }

    @Test
    void processes_and_quantiles_share_the_panel_of_their_measure() throws Exception {
        String svg = TimePlot.of(figures("""
                {"name": "soak", "series": [
                   {"minute": 1, "massive_resident_mb": 1, "rss_agg_resident_mb": 2, "p50_ms": 3, "p99_ms": 4},
                   {"minute": 2, "massive_resident_mb": 1, "rss_agg_resident_mb": 2, "p50_ms": 3, "p99_ms": 4}]}"""));

        assertThat(svg.split(">resident mb</text>", -1)).hasSize(2);
        assertThat(svg.split(">latency ms</text>", -1)).hasSize(2);
        assertThat(svg)
                .contains(">massive</text>", ">rss_agg</text>", ">p50</text>", ">p99</text>", "class=\"line l1\"");
    }

    @Test
    void a_series_becomes_a_line_over_minutes_and_what_is_missing_is_left_out() throws Exception {
        String svg = TimePlot.of(figures(SOAK));

        assertThat(svg)
                .contains(">memory mb</text>", ">minutes</text>", "class=\"line l0\"")
                .containsPattern("M[\\d.]+ [\\d.]+L[\\d.]+ [\\d.]+\" class");
        assertThat(wellFormed(svg)).isEqualTo("svg");
    }

    @Test
    void an_axis_ends_at_a_round_number() {
        assertThat(Scale.to(5_166_000).ticks()).containsExactly(0.0, 2e6, 4e6, 6e6);
        assertThat(Scale.to(16).end()).isEqualTo(20);
        assertThat(Scale.to(0).ticks()).hasSize(2);
        assertThat(List.of(Scale.words(2_500_000), Scale.words(40_000), Scale.words(0.5), Scale.words(1_234)))
                .containsExactly("2.5M", "40k", "0.5", "1234");
    }

    private static Figures figures(String json) throws Exception {
        return Figures.of(Json.tree(json));
    }

    private static String wellFormed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement()
                .getTagName();
    }
}
