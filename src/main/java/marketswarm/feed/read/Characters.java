package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to characters: a byte order mark decides, then the HTTP charset, the XML declaration, then the bytes themselves.
 * A charset is believed only if every byte fits it; labels mean what browsers take them for (WHATWG Encoding), so
 * ISO-8859-1 is windows-1252.
 */
public final class Characters {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final Pattern HTTP = Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECLARED = Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([\\w.:-]+)");
    private static final Pattern WIDE = Pattern.compile("(?:x-)?UTF-(?:16|32)", Pattern.CASE_INSENSITIVE);
    private static final int DECLARATION_WITHIN = 1024;

    private static final Map<String, String> AS_BROWSERS = Map.of(
            "iso-8859-1", "windows-1252",
            "us-ascii", "windows-1252",
            "iso-8859-9", "windows-1254",
            "tis-620", "x-windows-874",
            "gb2312", "GB18030",
            "gbk", "GB18030",
            "euc-kr", "x-windows-949",
            "shift_jis", "windows-31j",
            "big5", "Big5-HKSCS");

    private Characters() {}

    public static String decode(byte[] body, @Nullable String contentType) {
        Mark mark = Mark.of(body);
        if (mark != null) return marked(Arrays.copyOfRange(body, mark.length, body.length), mark.charset);
        String utf8 = strict(body, UTF_8);
        if (utf8 != null) return otherThanUtf8(body, contentType, utf8);
        return claims(body, contentType)
                .flatMap(claim -> Stream.ofNullable(strict(body, claim)))
                .findFirst()
                .orElseGet(() -> mended(body));
    }

    private static String marked(byte[] body, Charset charset) {
        return charset.equals(UTF_8) ? mended(body) : new String(body, charset);
    }

    /** Text that is valid UTF-8 beyond ASCII is nothing else by accident; only a claim of a multi-byte charset weighs more. */
    private static String otherThanUtf8(byte[] body, @Nullable String contentType, String utf8) {
        return claims(body, contentType)
                .limit(1)
                .filter(Characters::isMultiByte)
                .flatMap(claim -> Stream.ofNullable(strict(body, claim)))
                .findFirst()
                .orElse(utf8);
    }

    private static boolean isMultiByte(Charset charset) {
        return !charset.equals(UTF_8)
                && (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1);
    }

    private static Stream<Charset> claims(byte[] body, @Nullable String contentType) {
        String start = new String(body, 0, Math.min(body.length, DECLARATION_WITHIN), ISO_8859_1);
        boolean bytewise = start.indexOf('<') >= 0 && start.indexOf('\0') < 0;
        return Stream.of(label(HTTP, contentType == null ? "" : contentType), label(DECLARED, start))
                .flatMap(label -> Stream.ofNullable(charset(label)))
                .filter(charset -> !(bytewise && WIDE.matcher(charset.name()).lookingAt()));
    }

    private static String label(Pattern where, String text) {
        Matcher matcher = where.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static @Nullable Charset charset(String label) {
        if (label.isEmpty()) return null;
        String lower = label.toLowerCase(Locale.ROOT);
        try {
            String known = Charset.forName(lower).name().toLowerCase(Locale.ROOT);
            return Charset.forName(AS_BROWSERS.getOrDefault(lower, AS_BROWSERS.getOrDefault(known, known)));
        } catch (IllegalArgumentException e) {
            return null; // an unknown label says nothing; the next source decides
        }
    }

    private static @Nullable String strict(byte[] body, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** UTF-8 in which the bytes that are none are read as windows-1252: keeps both kinds of letters of a mixed document. */
    private static String mended(byte[] body) {
        var decoder = UTF_8.newDecoder();
        var in = ByteBuffer.wrap(body);
        var out = CharBuffer.allocate(body.length + 1);
        for (var result = decoder.decode(in, out, true); result.isError(); result = decoder.decode(in, out, true)) {
            out.put(new String(body, in.position(), 1, WINDOWS_1252));
            in.position(in.position() + 1);
        }
        return out.flip().toString();
    }

    /** What the first bytes give away: a byte order mark, or the zeros around a leading {@code <}. */
    private record Mark(Charset charset, int length) {

        static @Nullable Mark of(byte[] body) {
            String start = new String(body, 0, Math.min(body.length, 4), ISO_8859_1);
            if (start.startsWith("\0\0\u00fe\u00ff")) return new Mark(Charset.forName("UTF-32BE"), 4);
            if (start.startsWith("\u00ff\u00fe\0\0")) return new Mark(Charset.forName("UTF-32LE"), 4);
            if (start.startsWith("\u00ef\u00bb\u00bf")) return new Mark(UTF_8, 3);
            if (start.startsWith("\u00fe\u00ff")) return new Mark(UTF_16BE, 2);
            if (start.startsWith("\u00ff\u00fe")) return new Mark(UTF_16LE, 2);
            if (start.startsWith("\0\0\0<")) return new Mark(Charset.forName("UTF-32BE"), 0);
            if (start.startsWith("<\0\0\0")) return new Mark(Charset.forName("UTF-32LE"), 0);
            if (start.startsWith("\0<")) return new Mark(UTF_16BE, 0);
            if (start.startsWith("<\0")) return new Mark(UTF_16LE, 0);
            return null;
        }
    }
}
