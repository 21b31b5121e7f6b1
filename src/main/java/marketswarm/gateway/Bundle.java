package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What of a batch some topics show: picked and put together once for all subscribers of the same topics. */
final class Bundle {

    private final List<Message> messages;
    private final Buffer bytes;

    private Bundle(List<Message> messages, Buffer bytes) {
        this.messages = messages;
        this.bytes = bytes;
    }

    static Bundle of(List<Message> batch, Topics topics) {
        List<Message> messages = batch.stream().filter(topics::match).toList();
        Buffer bytes = Buffer.buffer();
        messages.forEach(message -> bytes.appendBuffer(message.bytes()));
        return new Bundle(messages, bytes);
    }

    List<Message> messages() {
        return messages;
    }

    /** All of them, one after the other; may be written to many. */
    Buffer bytes() {
        return bytes;
    }
}
