package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogLevelsTest {

    private final Logger room = LoggerFactory.getLogger("test.room");
    private final Logger desk = LoggerFactory.getLogger("test.room.Desk");

    @Test
    void a_logger_and_all_below_it_log_as_truth_says() {
        try (var levels = new LogLevels()) {
            levels.set(Map.of("test.room", "TRACE", "test.room.Desk", "ERROR"));

            assertThat(room.isTraceEnabled()).isTrue();
            assertThat(LoggerFactory.getLogger("test.room.Other").isTraceEnabled())
                    .isTrue();
            assertThat(desk.isWarnEnabled()).isFalse();
        }
    }

    @Test
    void a_logger_that_truth_no_longer_names_is_as_it_was() {
        boolean before = room.isDebugEnabled();
        try (var levels = new LogLevels()) {
            levels.set(Map.of("test.room", "DEBUG"));
            levels.set(Map.of("test.room", "TRACE"));
            assertThat(room.isTraceEnabled()).isTrue();

            levels.set(Map.of("test.room.Desk", "TRACE"));

            assertThat(room.isDebugEnabled()).isEqualTo(before);
            assertThat(desk.isTraceEnabled()).isTrue();
        }
        assertThat(desk.isTraceEnabled()).isFalse();
    }
}
