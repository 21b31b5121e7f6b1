package marketswarm.redis.pipe;

import java.nio.charset.StandardCharsets;

/** A word that is told again and again, a command's or a field's name: encoded once. */
public final class Word {

    private final String text;
    private final byte[] bytes;
    private final byte[] encoded;

    private Word(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.encoded = new RespBuffer(bytes.length + 16).word(bytes).copy();
    }

    public static Word of(String text) {
        return new Word(text);
    }

    public String text() {
        return text;
    }

    /** As they are. */
    byte[] bytes() {
        return bytes;
    }

    /** With their length before them. */
    byte[] encoded() {
        return encoded;
    }
}
