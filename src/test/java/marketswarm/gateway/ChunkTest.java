package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import marketswarm.redis.Position;
import org.junit.jupiter.api.Test;

/** Bytes are put together, framed and packed once, however many readers get them. */
class ChunkTest {

    private final Packer packer = new Packer();

    @Test
    void all_readers_get_the_same_memory_and_it_is_given_back_after_the_last() {
        Chunk chunk = new Chunk(Buffer.buffer("data: 1\n\n"));

        ByteBuf one = chunk.framed();
        ByteBuf other = chunk.framed();

        assertThat(one.toString(StandardCharsets.US_ASCII)).isEqualTo("9\r\ndata: 1\n\n\r\n");
        assertThat(other.memoryAddress()).isEqualTo(one.memoryAddress());
        chunk.close();
        one.release();
        assertThat(other.refCnt()).isEqualTo(1);
        other.release();
        assertThat(other.refCnt()).isZero();
    }

    @Test
    void all_readers_who_take_it_compressed_get_the_same_memory_too() {
        Chunk chunk = new Chunk(Buffer.buffer("data: 1\n\n".repeat(100)));

        ByteBuf one = chunk.packed(packer).framed();
        ByteBuf other = chunk.packed(packer).framed();

        assertThat(other.memoryAddress()).isEqualTo(one.memoryAddress());
        assertThat(chunk.packed(packer).length()).isLessThan(chunk.length() / 10);
        chunk.close();
        one.release();
        other.release();
        assertThat(other.refCnt()).isZero();
    }

    @Test
    void a_bundle_holds_what_its_topics_show_one_after_the_other() {
        Position at = Position.before(5);
        List<Message> batch = List.of(
                Message.tick(at, "AAPL", "{\"a\":1}"),
                Message.tick(at, "MSFT", "{\"m\":1}"),
                Message.tick(at, "AAPL", "{\"a\":2}"));

        try (Bundle bundle = Bundle.of(batch, Topics.parse("tick:AAPL"))) {
            assertThat(bundle.messages()).containsExactly(batch.get(0), batch.get(2));
            assertThat(bundle.chunk().bytes().toString())
                    .isEqualTo(batch.get(0).bytes() + "" + batch.get(2).bytes());
        }
    }
}
