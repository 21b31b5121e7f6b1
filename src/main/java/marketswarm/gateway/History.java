package marketswarm.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.StreamInfo;

/** Reads what the streams still hold between two places, and notices when something of it is gone. */
final class History {

    private static final int MAX_A_STREAM = 10_000;
    private static final int MAX_IN_ALL = 50_000;

    private final State state;

    History(State state) {
        this.state = state;
    }

    /** What was found. */
    sealed interface Past {

        /** Everything, in order. */
        record Complete(List<StreamEntry> entries) implements Past {}

        /** Not everything; why not, for people. */
        record Broken(String reason) implements Past {}
    }

    /**
     * @param after by stream, the place from which entries are wanted, exclusively
     * @param until the place up to which they are wanted, inclusively
     */
    Past between(Map<String, Position> after, Position until) {
        Map<String, Reply> replies = new LinkedHashMap<>();
        try (var pipeline = state.market().pipelined()) {
            after.forEach((key, from) -> replies.put(
                    key,
                    new Reply(
                            pipeline.xrange(
                                    key,
                                    "(" + from.lastIn(key),
                                    until.lastIn(key).toString(),
                                    MAX_A_STREAM + 1),
                            // after the entries, so that what is trimmed in between is noticed
                            pipeline.xinfoStream(key))));
            pipeline.sync();
        }
        List<StreamEntry> entries = new ArrayList<>();
        for (var reply : replies.entrySet()) {
            String key = reply.getKey();
            if (reply.getValue().cutBehind(after.getOrDefault(key, until).lastIn(key))) {
                return new Past.Broken(key + " no longer holds it");
            }
            reply.getValue()
                    .entries
                    .get()
                    .forEach(e -> entries.add(new StreamEntry(key, e.getID().toString(), e.getFields())));
            if (reply.getValue().entries.get().size() > MAX_A_STREAM || entries.size() > MAX_IN_ALL) {
                return new Past.Broken("more than " + MAX_A_STREAM + " entries a stream or " + MAX_IN_ALL + " in all");
            }
        }
        entries.sort(Comparator.comparing(Position::of));
        return new Past.Complete(entries);
    }

    private record Reply(Response<List<redis.clients.jedis.resps.StreamEntry>> entries, Response<StreamInfo> info) {

        /** Whether entries newer than that id may have been removed. */
        boolean cutBehind(StreamEntryID id) {
            StreamInfo stream;
            try {
                stream = info.get();
            } catch (JedisDataException noSuchKey) {
                return false;
            }
            if (stream.getStreamInfo().get("entries-added") instanceof Long added && added == stream.getLength()) {
                return false;
            }
            if (deleted(stream).compareTo(id) > 0) return true;
            return stream.getFirstEntry() == null
                    ? stream.getLastGeneratedId().compareTo(id) > 0
                    : stream.getFirstEntry().getID().compareTo(id) > 0;
        }

        private static StreamEntryID deleted(StreamInfo stream) {
            Object id = stream.getStreamInfo().get("max-deleted-entry-id");
            return id == null ? new StreamEntryID(0, 0) : new StreamEntryID(id.toString());
        }
    }
}
