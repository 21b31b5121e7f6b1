package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class PackerTest {

    private final Packer packer = new Packer();

    @Test
    void pieces_are_read_by_whoever_has_had_any_others_before() throws IOException {
        Buffer first = packer.pack(Buffer.buffer("event: tick\n\n"));
        Buffer large = packer.pack(Buffer.buffer("event: news\n\n".repeat(10_000)));
        Buffer shared = packer.pack(Buffer.buffer("event: tick\n\n"));

        assertThat(unpacked(List.of(first, large, shared), 13 * 10_002))
                .isEqualTo("event: tick\n\n" + "event: news\n\n".repeat(10_000) + "event: tick\n\n");
        assertThat(unpacked(List.of(shared), 13)).isEqualTo("event: tick\n\n");
        assertThat(shared).isEqualTo(first);
        assertThat(large.length()).isLessThan(5_000);
    }

    @Test
    void a_piece_of_the_size_of_the_buffer_is_whole() throws IOException {
        for (int length = 8_000; length < 8_400; length++) {
            byte[] noise = new byte[length];
            new java.util.Random(length).nextBytes(noise);
            String text = new String(noise, StandardCharsets.ISO_8859_1);

            Buffer packed = packer.pack(Buffer.buffer(noise));

            assertThat(unpacked(List.of(packed), length)).isEqualTo(text);
        }
    }

    /** As much of a stream as can be read before it would wait for more. */
    private static String unpacked(List<Buffer> pieces, int length) throws IOException {
        Buffer stream = Buffer.buffer();
        Stream.concat(Stream.of(Packer.head()), pieces.stream()).forEach(stream::appendBuffer);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stream.getBytes()))) {
            return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        }
    }
}
