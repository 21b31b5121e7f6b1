package marketswarm.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import marketswarm.truth.Redactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogShipperTest {

    private static final Logger LOG = LoggerFactory.getLogger("test.feed");
    private static final String SECRET = "hunter2-hunter2";

    private final LogShipper shipper = new LogShipper(
                    "rss_agg",
                    "host-1",
                    text -> Redactor.of(java.util.Set.of(SECRET)).redact(text))
            .attach();

    @AfterEach
    void detach() {
        shipper.detach();
    }

    @Test
    void a_warning_becomes_a_record_without_its_secrets() {
        LOG.warn("feed: cannot be read url={}", "http://x/?key=" + SECRET, new IllegalStateException("no " + SECRET));

        Map<String, String> record = only();
        assertThat(record.remove("ts_ms")).matches("\\d{13}");
        assertThat(record)
                .hasToString("{service=rss_agg, instance=host-1, level=WARN, logger=test.feed, "
                        + "message=feed: cannot be read url=http://x/?key=***, "
                        + "error=java.lang.IllegalStateException: no ***}");
    }

    @Test
    void what_is_only_information_is_not_shipped_and_nothing_is_shipped_twice() {
        LOG.info("feed: schedule set");
        LOG.error("feed: broken");

        assertThat(only()).containsEntry("level", "ERROR");
        assertThat(mine()).isEmpty();
    }

    @Test
    void what_does_not_fit_is_counted() {
        for (int i = 0; i < 1_003; i++) LOG.warn("feed: {}", i);

        List<Map<String, String>> records = shipper.drain();

        assertThat(records).hasSize(1_001);
        assertThat(records.get(1_000)).containsEntry("message", "3 records did not fit into the buffer");
    }

    @Test
    void a_detached_shipper_collects_nothing() {
        shipper.detach();

        LOG.warn("feed: too late");

        assertThat(mine()).isEmpty();
    }

    private Map<String, String> only() {
        List<Map<String, String>> records = mine();
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private List<Map<String, String>> mine() {
        return shipper.drain().stream()
                .filter(record -> record.get("logger").equals("test.feed"))
                .toList();
    }
}
