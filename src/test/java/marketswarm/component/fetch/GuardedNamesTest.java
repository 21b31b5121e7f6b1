package marketswarm.component.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import marketswarm.feed.fetch.Destinations;
import marketswarm.feed.fetch.Unusable;
import marketswarm.redis.Json;
import marketswarm.truth.Settings.RssAgg;
import marketswarm.truth.Truth;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

class GuardedNamesTest {

    @Test
    void a_name_that_turns_inward_after_the_first_look_is_refused_at_the_second() throws Exception {
        var guarded =
                new GuardedNames(new Turning("1.1.1.1", "127.0.0.1"), new Destinations(GuardedNamesTest::settings));

        assertThat(guarded.resolve("rebound.example", 80)).containsExactly(new InetSocketAddress("1.1.1.1", 80));
        assertThatThrownBy(() -> guarded.resolve("rebound.example", 80))
                .isInstanceOf(UnknownHostException.class)
                .hasCauseInstanceOf(Unusable.class)
                .hasMessageContaining("leads to rebound.example:80, a private address (127.0.0.1)");
    }

    private static RssAgg settings() {
        ObjectNode truth = Json.MAPPER.createObjectNode().put("version", "1");
        truth.putObject("components").putObject("rss_agg").putObject("meta").put("name", "RSS");
        return Truth.of(truth).settings("rss_agg", RssAgg.class);
    }

    /** Answers differently each time it is asked. */
    private static final class Turning implements DnsResolver {

        private final Deque<String> answers;

        Turning(String... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(answers.remove())};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
