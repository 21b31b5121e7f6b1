package marketswarm.feed.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import marketswarm.redis.Json;
import marketswarm.truth.Settings.RssAgg;
import marketswarm.truth.Truth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001:0:53aa::1",
                "2001:db8::1"
            })
    void a_private_address_is_refused_and_the_way_to_allow_it_said(String address) {
        assertThatThrownBy(() -> allowing().allowed("news.example", 80, resolved(address)))
                .isInstanceOf(Unusable.class)
                .hasMessageContaining("leads to news.example:80, a private address (")
                .hasMessageContaining("allow_private_hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void a_public_address_is_allowed(String address) throws Exception {
        assertThat(allowing().allowed("news.example", 443, resolved(address))).containsExactly(resolved(address));
    }

    @Test
    void one_private_address_among_public_ones_spoils_them_all() {
        assertThatThrownBy(() -> allowing().allowed("news.example", 80, resolved("1.1.1.1", "10.0.0.1")))
                .isInstanceOf(Unusable.class);
    }

    @Test
    void truth_allows_by_host_or_by_host_and_port() throws Exception {
        Destinations destinations = allowing("News.Intern", "10.0.0.2:8080", "[::1]:81");

        assertThat(destinations.allowed("news.intern", 80, resolved("10.0.0.1")))
                .hasSize(1);
        assertThat(destinations.allowed("10.0.0.2", 8080, resolved("10.0.0.2"))).hasSize(1);
        assertThat(destinations.allowed("::1", 81, resolved("::1"))).hasSize(1);
        assertThatThrownBy(() -> destinations.allowed("10.0.0.2", 6379, resolved("10.0.0.2")))
                .isInstanceOf(Unusable.class);
    }

    @Test
    void a_feed_that_truth_names_by_number_or_as_localhost_is_allowed_at_its_port_only() throws Exception {
        Destinations destinations = new Destinations(() -> settings(
                List.of(), "http://127.0.0.1:9001/feed", "http://wire.localhost/feed", "https://intern.example/f"));

        assertThat(destinations.allowed("127.0.0.1", 9001, resolved("127.0.0.1")))
                .hasSize(1);
        assertThat(destinations.allowed("wire.localhost", 80, resolved("127.0.0.1")))
                .hasSize(1);
        assertThatThrownBy(() -> destinations.allowed("127.0.0.1", 6379, resolved("127.0.0.1")))
                .isInstanceOf(Unusable.class);
        assertThatThrownBy(() -> destinations.allowed("intern.example", 443, resolved("10.0.0.1")))
                .isInstanceOf(Unusable.class);
    }

    private static Destinations allowing(String... hosts) {
        return new Destinations(() -> settings(List.of(hosts)));
    }

    private static RssAgg settings(List<String> allowed, String... feeds) {
        ObjectNode truth = Json.MAPPER.createObjectNode().put("version", "1");
        ObjectNode component = truth.putObject("components").putObject("rss_agg");
        component.putObject("meta").put("name", "RSS").put("service_id", "rss_agg");
        component.set("allow_private_hosts", Json.MAPPER.valueToTree(allowed));
        component.putObject("categories").set("c", Json.MAPPER.valueToTree(feeds));
        return Truth.of(truth).settings("rss_agg", RssAgg.class);
    }

    private static InetAddress[] resolved(String... addresses) {
        return List.of(addresses).stream().map(DestinationsTest::address).toArray(InetAddress[]::new);
    }

    private static InetAddress address(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
