package marketswarm.mesh;

import java.util.Map;

/** The newest heartbeat of one instance, as it stands in {@code svc:hb:<service>:<instance>}. */
record Beat(String instance, Map<String, String> fields) {

    static final String STARTING = "starting";
    static final String RUNNING = "running";
    static final String STOPPED = "stopped";

    boolean isStopped() {
        return text("state").equals(STOPPED);
    }

    boolean isStarting() {
        return text("state").equals(STARTING);
    }

    String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** 0 where it is absent or no number. */
    long number(String field) {
        String text = text(field);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
