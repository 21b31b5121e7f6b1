package marketswarm.redis.pipe;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A body is a stream's name and a value, with a blank between. */
final class Lines implements Form<String> {

    @Override
    public String key(String body) {
        return "s:" + body.substring(0, body.indexOf(' '));
    }

    @Override
    public void encode(String body, RespBuffer into) {
        into.command(5).word("XADD").word(key(body)).word("*").word("v").word(body.substring(body.indexOf(' ') + 1));
    }

    @Override
    public byte[] store(List<String> bodies) {
        return String.join("\n", bodies).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public List<String> restore(byte[] stored) {
        return List.of(new String(stored, StandardCharsets.UTF_8).split("\n"));
    }
}
