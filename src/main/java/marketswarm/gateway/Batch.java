package marketswarm.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that are handed out together, found by their topics: a reader with a few topics of many costs a look at these
 * few, however much the batch carries for others.
 */
final class Batch {

    private final List<Message> messages;
    private final Map<String, List<Integer>> places = new HashMap<>();

    Batch(List<Message> messages) {
        this.messages = messages;
        for (int place = 0; place < messages.size(); place++)
            places.computeIfAbsent(messages.get(place).topic(), first -> new ArrayList<>())
                    .add(place);
    }

    /** What of it these topics show, in its order. */
    List<Message> of(Topics topics) {
        List<Integer> found = new ArrayList<>(places.getOrDefault(Topics.EVERYBODY, List.of()));
        if (topics.globs().isEmpty() && topics.names().size() < places.size())
            topics.names().forEach(name -> found.addAll(places.getOrDefault(name, List.of())));
        else
            places.forEach((topic, some) -> {
                if (!topic.equals(Topics.EVERYBODY) && topics.has(topic)) found.addAll(some);
            });
        return found.stream().sorted().map(messages::get).toList();
    }
}
