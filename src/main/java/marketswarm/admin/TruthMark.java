package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import marketswarm.redis.Json;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Misconfigured;

/** Which loaded truth the files of a directory follow, a hash for every server: the file {@value #NAME} in it. */
final class TruthMark {

    static final String NAME = ".truth-loaded";

    private final Path file;
    private final String server;

    /** @param directory in which the admin works */
    TruthMark(Path directory, String redisUrl) {
        this.file = directory.resolve(NAME);
        this.server = RedisServers.safe(redisUrl);
    }

    /** Hash of what was loaded from here, or looked at, last; empty for a directory that knows nothing yet. */
    Optional<String> seen() {
        return Optional.ofNullable(read().get(server)).map(hash -> hash.asText());
    }

    void remember(String hash) {
        ObjectNode marks = read().put(server, hash);
        try {
            Files.writeString(file, marks.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new Misconfigured("admin: cannot write " + file + ". Make the directory writable for you", e);
        }
    }

    private ObjectNode read() {
        try {
            return Json.read(Files.readString(file), ObjectNode.class);
        } catch (IOException | IllegalArgumentException notThereOrBroken) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
