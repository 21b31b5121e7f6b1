package marketswarm.market.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import marketswarm.domain.MarketEvent;
import marketswarm.market.Fixture;
import marketswarm.market.ManualClock;
import marketswarm.market.vendor.Decoder;
import marketswarm.market.vendor.Status;
import marketswarm.market.vendor.Topics;
import org.junit.jupiter.api.Test;

class SessionTest {

    private static final Status CONNECTED = new Status("connected", "Connected Successfully");
    private static final Status AUTHENTICATED = new Status("auth_success", "authenticated");
    private static final Status NOT_AUTHORIZED = new Status("error", "not authorized");
    private static final Status CAPPED =
            new Status("max_connections", "Maximum number of websocket connections exceeded. ");

    private final ManualClock clock = new ManualClock();
    private final Session session = session("T.AAPL", "Q.AAPL");

    @Test
    void the_key_is_sent_as_soon_as_the_socket_is_open() {
        assertThat(session.opened()).containsExactly("{\"action\":\"auth\",\"params\":\"k\\\"ey\"}");
        assertThat(session.state()).isEqualTo(Session.State.AUTHENTICATING);
        assertThat(session.answered(List.of(CONNECTED))).isEqualTo(Reaction.NONE);
    }

    @Test
    void authentication_brings_the_subscriptions_and_the_news_of_it() {
        session.opened();

        Reaction reaction = session.answered(List.of(CONNECTED, AUTHENTICATED));

        assertThat(reaction.commands()).containsExactly("{\"action\":\"subscribe\",\"params\":\"T.AAPL,Q.AAPL\"}");
        assertThat(reaction.events()).extracting(MarketEvent::type).containsExactly("feed.connected");
        assertThat(reaction.events().get(0).symbol()).isEqualTo("stocks");
        assertThat(session.state()).isEqualTo(Session.State.LIVE);
    }

    @Test
    void the_heartbeat_tells_what_is_held_and_what_came() {
        live(session);
        session.answered(List.of(ack("T.AAPL")));
        session.received(new Decoder("stocks").decode(Fixture.text("stocks-broken.json"), 1));

        assertThat(session.progress())
                .hasToString(
                        "{state=live, topics_wanted=2, topics_held=1, topics_rejected=0, topics_rejected_names=, frames=1, ticks=3, "
                                + "malformed=6}");
    }

    @Test
    void a_long_list_of_topics_goes_out_in_frames_of_five_hundred() {
        var many = session(IntStream.range(0, 1_001).mapToObj(i -> "T.S" + i).toArray(String[]::new));
        many.opened();

        List<String> commands = many.answered(List.of(AUTHENTICATED)).commands();

        assertThat(commands).hasSize(3);
        assertThat(commands.get(2)).isEqualTo("{\"action\":\"subscribe\",\"params\":\"T.S1000\"}");
    }

    @Test
    void a_refused_key_is_an_error_that_says_what_to_do_and_nobody_hammers() {
        session.opened();

        Reaction reaction = session.answered(List.of(new Status("auth_failed", "authentication failed")));

        assertThat(reaction.commands()).isEmpty();
        MarketEvent event = reaction.events().get(0);
        assertThat(event.type()).isEqualTo("feed.disconnected");
        assertThat(event.severity()).isEqualTo("error");
        assertThat(event.message())
                .isEqualTo("market: stocks: the vendor says \"authentication failed\"; put a valid key into "
                        + "secrets.massive.api_key and load truth");
        assertThat(session.closed("1006")).as("said already").isEqualTo(Reaction.NONE);
        assertThat(session.state()).isEqualTo(Session.State.REFUSED);
        assertThat(session.pause()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_new_key_is_tried_at_once() {
        var key = new AtomicReference<>("old");
        var rotated = new Session("stocks", List.of("T.AAPL"), key::get, clock);
        rotated.opened();
        rotated.answered(List.of(new Status("auth_failed", "authentication failed")));
        assertThat(rotated.pause()).isPositive();

        key.set("new");

        assertThat(rotated.pause()).isZero();
        assertThat(rotated.opened()).containsExactly("{\"action\":\"auth\",\"params\":\"new\"}");
    }

    @Test
    void a_connection_that_was_capped_before_its_key_was_accepted_stays_capped() {
        session.opened();

        Reaction reaction = session.answered(List.of(CAPPED, AUTHENTICATED));

        assertThat(reaction.commands()).hasSize(1);
        assertThat(session.state()).isEqualTo(Session.State.CAPPED);
    }

    @Test
    void a_key_that_came_too_late_is_told_and_tried_again_soon() {
        session.opened();

        Reaction reaction =
                session.answered(List.of(new Status("auth_timeout", "No authentication request received.")));

        assertThat(reaction.events().get(0).message()).contains("No authentication request received.");
        assertThat(session.closed("1006")).isEqualTo(Reaction.NONE);
        assertThat(session.pause()).isZero();
    }

    @Test
    void a_cluster_outside_the_plan_is_not_blamed_on_the_key() {
        session.opened();
        var words = "Your plan doesn't include websocket access. Visit https://massive.com/pricing to upgrade.";

        Reaction reaction = session.answered(List.of(new Status("auth_failed", words)));

        assertThat(reaction.events().get(0).message())
                .contains(words)
                .contains("take the cluster out of truth")
                .doesNotContain("api_key");
    }

    @Test
    void an_anonymous_refusal_is_pinned_on_what_stays_unacknowledged() {
        live(session);
        session.answered(List.of(NOT_AUTHORIZED, ack("T.AAPL")));
        clock.advance(Duration.ofSeconds(9));
        assertThat(session.overdue()).isEqualTo(Reaction.NONE);
        clock.advance(Duration.ofSeconds(1));

        Reaction reaction = session.overdue();

        assertThat(reaction.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("subscription.rejected");
            assertThat(event.message())
                    .contains("Q.AAPL")
                    .contains("not authorized")
                    .doesNotContain("T.AAPL");
            assertThat(event.data()).containsEntry("topics", List.of("Q.AAPL")).containsEntry("not_authorized", 1);
        });
        assertThat(session.overdue()).as("once is enough").isEqualTo(Reaction.NONE);
    }

    @Test
    void silence_about_a_topic_means_that_nobody_knows_it() {
        var odd = session("T.AAPL", "ZZ.AAPL");
        live(odd);
        odd.answered(List.of(ack("T.AAPL")));
        clock.advance(Duration.ofSeconds(10));

        assertThat(odd.overdue().events().get(0).message())
                .isEqualTo("market: stocks: ZZ.AAPL not acknowledged; no answer: the vendor probably does not know "
                        + "these channels");
        assertThat(odd.progress()).containsEntry("topics_rejected", "1");
    }

    @Test
    void an_answer_that_comes_late_still_counts() {
        live(session);
        clock.advance(Duration.ofSeconds(10));
        session.overdue();

        session.answered(List.of(ack("T.AAPL"), ack("Q.AAPL")));

        assertThat(session.progress()).containsEntry("topics_held", "2").containsEntry("topics_rejected", "0");
    }

    @Test
    void over_the_quota_authentication_succeeds_and_must_not_reset_the_backoff() {
        live(session);

        Reaction reaction = session.answered(List.of(CAPPED, CAPPED));

        assertThat(reaction.events()).extracting(MarketEvent::type).containsExactly("feed.capped");
        assertThat(session.closed("1008").events())
                .extracting(MarketEvent::type)
                .containsExactly("feed.disconnected");
        assertThat(session.state()).isEqualTo(Session.State.CAPPED);
        assertThat(session.pause()).isEqualTo(Duration.ofSeconds(60));
        assertThat(session.settled()).isFalse();
    }

    @Test
    void a_connection_that_outlives_the_cap_is_live_again() {
        live(session);
        session.answered(List.of(ack("T.AAPL"), ack("Q.AAPL"), CAPPED));
        clock.advance(Duration.ofSeconds(60));
        session.overdue();

        assertThat(session.state()).isEqualTo(Session.State.LIVE);
        assertThat(session.settled()).isTrue();
    }

    @Test
    void life_is_settled_after_half_a_minute_not_after_authentication() {
        live(session);
        assertThat(session.settled()).isFalse();
        clock.advance(Duration.ofSeconds(30));
        assertThat(session.settled()).isTrue();
        session.closed("1006");
        assertThat(session.settled()).isFalse();
    }

    @Test
    void an_outage_is_told_once_however_often_the_attempts_fail() {
        live(session);
        assertThat(session.closed("1006").events().get(0).message()).isEqualTo("market: stocks: connection lost: 1006");
        session.opened();
        assertThat(session.closed("connection refused")).isEqualTo(Reaction.NONE);
        live(session);
        assertThat(session.closed("1006").events()).hasSize(1);
    }

    @Test
    void a_new_connection_asks_for_everything_again() {
        live(session);
        session.answered(List.of(ack("T.AAPL"), ack("Q.AAPL")));
        session.closed("1006");
        session.opened();

        assertThat(session.answered(List.of(AUTHENTICATED)).commands())
                .containsExactly("{\"action\":\"subscribe\",\"params\":\"T.AAPL,Q.AAPL\"}");
    }

    @Test
    void a_new_truth_changes_the_open_socket_by_the_difference_only() {
        live(session);
        session.answered(List.of(ack("T.AAPL"), ack("Q.AAPL")));

        Reaction reaction = session.want(List.of("T.AAPL", "T.MSFT"));

        assertThat(reaction.commands())
                .containsExactly(
                        "{\"action\":\"unsubscribe\",\"params\":\"Q.AAPL\"}",
                        "{\"action\":\"subscribe\",\"params\":\"T.MSFT\"}");
        session.answered(List.of(new Status("success", "unsubscribed to: Q.AAPL"), ack("T.MSFT")));
        assertThat(session.progress()).containsEntry("topics_held", "2");
        assertThat(session.want(List.of("T.AAPL", "T.MSFT")).commands()).isEmpty();
    }

    @Test
    void topics_are_spelled_for_the_socket() {
        assertThat(Topics.of(List.of("T", "Q"), List.of("AAPL", "BRK.B", "*")))
                .containsExactly("T.AAPL", "T.BRK.B", "T.*", "Q.AAPL", "Q.BRK.B", "Q.*");
        assertThat(Topics.of(List.of("XT", "FMV"), List.of("X:BTCUSD"))).containsExactly("XT.BTC-USD", "FMV.X:BTC-USD");
        assertThat(Topics.of(List.of("C", "LV"), List.of("C:EURUSD"))).containsExactly("C.EUR/USD", "LV.C:EURUSD");
        assertThat(Topics.of(List.of("V"), List.of("I:SPX"))).containsExactly("V.I:SPX");
    }

    private Session session(String... topics) {
        return new Session("stocks", List.of(topics), () -> "k\"ey", clock);
    }

    private static void live(Session session) {
        session.opened();
        session.answered(List.of(AUTHENTICATED));
    }

    private static Status ack(String topic) {
        return new Status("success", "subscribed to: " + topic);
    }
}
