package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What of a batch some topics show: picked and put together once for all subscribers of the same topics. */
final class Bundle implements AutoCloseable {

    private final List<Message> messages;
    private final Chunk chunk;

    private Bundle(List<Message> messages, Chunk chunk) {
        this.messages = messages;
        this.chunk = chunk;
    }

    static Bundle of(List<Message> some, Topics topics) {
        return of(new Batch(some), topics);
    }

    static Bundle of(Batch batch, Topics topics) {
        List<Message> messages = batch.of(topics);
        Buffer bytes = Buffer.buffer();
        messages.forEach(message -> bytes.appendBuffer(message.bytes()));
        return new Bundle(messages, new Chunk(bytes));
    }

    List<Message> messages() {
        return messages;
    }

    /** All of them, one after the other. */
    Chunk chunk() {
        return chunk;
    }

    @Override
    public void close() {
        chunk.close();
    }
}
