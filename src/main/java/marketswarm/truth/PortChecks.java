package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import marketswarm.truth.CrossChecks.Part;

/**
 * Ports that two doors want. Of one service that can never work; of two it can, when each runs in a container or on a
 * machine of its own.
 */
final class PortChecks {

    private record Door(String pointer, Part part, String host, int port) {

        boolean collidesWith(Door other) {
            boolean sameHost = host.equals(other.host) || isEverywhere() || other.isEverywhere();
            return port == other.port && sameHost;
        }

        private boolean isEverywhere() {
            return host.equals("0.0.0.0") || host.equals("::");
        }
    }

    private PortChecks() {}

    static void check(List<Part> parts, Consumer<Problem> found) {
        List<Door> doors = new ArrayList<>();
        for (Part part : parts) {
            door(part, "/management", part.settings().path("management"), doors);
            door(part, "", part.settings(), doors);
        }
        for (int i = 0; i < doors.size(); i++) {
            for (Door earlier : doors.subList(0, i)) compare(earlier, doors.get(i), found);
        }
    }

    private static void door(Part part, String below, JsonNode settings, List<Door> doors) {
        int port = settings.path("port").asInt();
        if (port == 0) return;
        doors.add(new Door(
                part.pointer() + below + "/port", part, settings.path("host").asText(), port));
    }

    private static void compare(Door earlier, Door later, Consumer<Problem> found) {
        boolean same = earlier.part().equals(later.part());
        // a second component for one service is an error of its own
        boolean rivals = !same && earlier.part().service().equals(later.part().service());
        if (rivals || !earlier.collidesWith(later)) return;
        String what = "found " + later.port() + ", which " + earlier.pointer() + " has too; accepted: ";
        found.accept(
                same
                        ? Problem.error(later.pointer(), what + "each port once")
                        : Problem.warning(
                                later.pointer(), what + "each port once, unless both run in containers of their own"));
    }
}
