package marketswarm.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marketswarm.admin.DeadLetters.Filter;
import marketswarm.admin.DeadLetters.Letter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import redis.clients.jedis.StreamEntryID;

/** Which dead letters are meant. */
final class DeadOptions {

    @Option(names = "--cause", paramLabel = "TEXT", description = "Whose cause holds this text")
    private @Nullable String cause;

    @Option(
            names = "--older-than",
            paramLabel = "SPAN",
            converter = Words.Span.class,
            description = "Given up longer ago: 30s, 5m, 2h, 7d")
    private @Nullable Duration olderThan;

    @Option(names = "--uid", paramLabel = "UID", description = "Of this item")
    private @Nullable String uid;

    private Filter filter() {
        return new Filter(Optional.ofNullable(cause), Optional.ofNullable(olderThan), Optional.ofNullable(uid));
    }

    boolean namesNothing() {
        return filter().isEmpty();
    }

    List<Letter> find(DeadLetters letters) {
        return letters.find(filter(), System.currentTimeMillis());
    }

    /** @throws NoSuch when one of the ids is not there */
    List<Letter> find(DeadLetters letters, List<String> ids) {
        if (ids.isEmpty()) return find(letters);
        List<Letter> found = new ArrayList<>();
        for (String id : ids) found.add(one(letters, id));
        return found;
    }

    /** @throws NoSuch when it is not there */
    static Letter one(DeadLetters letters, String id) {
        return Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}-\\d{1,18}"))
                .map(StreamEntryID::new)
                .flatMap(known -> letters.find(known.toString()))
                .orElseThrow(() -> new NoSuch(
                        "admin: " + id + " is no dead letter. Ids are in the first column of: ./admin dead list"));
    }
}
