package marketswarm.gateway;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a stream as a browser does: blocks into events, the last id kept. */
final class SseReader implements AutoCloseable {

    final HttpResponse<Stream<String>> response;
    private final Iterator<String> lines;

    @Nullable
    String lastId;

    @Nullable
    String retry;

    SseReader(HttpRequest.Builder request) throws IOException, InterruptedException {
        response = RunningGateway.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        lines = response.body().iterator();
    }

    record Event(@Nullable String id, String name, String data) {}

    /** The next event; throws when the stream has ended. */
    Event next() {
        String id = null;
        String name = null;
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) id = line.substring(4);
            else if (line.startsWith("event: ")) name = line.substring(7);
            else if (line.startsWith("data: ")) data.append(line.substring(6));
            else if (line.startsWith("retry: ")) retry = line.substring(7);
            else if (line.isEmpty() && name != null) {
                if (id != null) lastId = id;
                return new Event(id, name, data.toString());
            }
        }
        throw new NoSuchElementException("the stream has ended");
    }

    Event next(String name) {
        return next(event -> event.name().equals(name));
    }

    Event next(Predicate<Event> wanted) {
        Event event = next();
        while (!wanted.test(event)) event = next();
        return event;
    }

    @Override
    public void close() {
        response.body().close();
    }
}
