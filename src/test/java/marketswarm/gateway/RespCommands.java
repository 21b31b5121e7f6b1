package marketswarm.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands as a client writes them to Redis: arrays of texts. */
final class RespCommands {

    private final byte[] bytes;
    private int at;

    private RespCommands(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes whole commands, one behind the other */
    static List<List<String>> of(byte[] bytes) {
        var reader = new RespCommands(bytes);
        List<List<String>> commands = new ArrayList<>();
        while (reader.at < bytes.length) commands.add(reader.command());
        return commands;
    }

    private List<String> command() {
        int words = number();
        List<String> command = new ArrayList<>();
        for (int i = 0; i < words; i++) command.add(word(number()));
        return command;
    }

    /** Behind a {@code *} or {@code $}, up to the end of its line. */
    private int number() {
        int number = 0;
        for (at++; bytes[at] != '\r'; at++) number = 10 * number + bytes[at] - '0';
        at += 2;
        return number;
    }

    private String word(int length) {
        String word = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length + 2;
        return word;
    }
}
