package marketswarm.gateway;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/** The end of a connection to Redis that answers from memory, at once, the same to everybody; and refuses what Redis would. */
final class MemoryRedis extends Socket {

    private static final String UID = "07c1e7c69907c1e7c69907c1e7c69907c1e7c699";
    private static final Pattern ID = Pattern.compile("[-+]|\\(?\\d{1,19}(?:-\\d{1,19})?");
    private static final Pattern SCORE = Pattern.compile("[-+]inf|\\(?-?\\d+(?:\\.\\d+)?");
    private static final String ITEM = "{\"uid\":\"" + UID
            + "\",\"title\":\"t\",\"category\":\"tech\",\"tickers\":[\"AAPL\"],\"content_text\":\"c\"}";

    private final List<List<String>> commands = new ArrayList<>();
    private ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private ByteArrayInputStream answers = new ByteArrayInputStream(new byte[0]);

    UnifiedJedis client() {
        return new UnifiedJedis(new OneConnection(this), RedisProtocol.RESP2) {};
    }

    /** The same to everybody, and never closed. */
    private static final class OneConnection implements ConnectionProvider {

        private final Connection connection;

        OneConnection(Socket socket) {
            var config = DefaultJedisClientConfig.builder()
                    .protocol(RedisProtocol.RESP2)
                    .build();
            this.connection = new Connection(() -> socket, config) {
                @Override
                public void close() {} // whoever borrowed it gives it back so
            };
        }

        @Override
        public Connection getConnection() {
            return connection;
        }

        @Override
        public Connection getConnection(CommandArguments command) {
            return connection;
        }

        @Override
        public void close() {}
    }

    /** What it was asked since the last time. */
    List<List<String>> taken() {
        List<List<String>> taken = List.copyOf(commands);
        commands.clear();
        return taken;
    }

    private void answer() {
        StringBuilder answer = new StringBuilder();
        for (List<String> command : RespCommands.of(asked.toByteArray())) {
            commands.add(command);
            answer.append(answer(command));
        }
        asked = new ByteArrayOutputStream();
        answers = new ByteArrayInputStream(answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(List<String> command) {
        return switch (command.get(0).toUpperCase(Locale.ROOT)) {
            case "HELLO" ->
                list(text("server"), text("redis"), text("proto"), ":2\r\n", text("version"), text("7.0.15"));
            case "SMEMBERS" -> list(text("AAPL"), text("X:BTCUSD"));
            case "HGETALL" ->
                list(text("price"), text("1.5"), text("ts_ms"), text("1764000000000"), text("massive"), text("{}"));
            case "MGET" -> list(command.stream().skip(1).map(key -> text(ITEM)).toArray(String[]::new));
            case "GET" -> text(ITEM);
            case "XRANGE", "XREVRANGE" ->
                ids(command) ? list(entry("1764000000000-0"), entry("1764000060000-1")) : error("Invalid stream ID");
            case "ZRANGE" ->
                scores(command) ? list(text(UID), text("1764000000.5")) : error("min or max is not a float");
            default -> "+OK\r\n";
        };
    }

    private static boolean ids(List<String> range) {
        return ID.matcher(range.get(2)).matches() && ID.matcher(range.get(3)).matches();
    }

    private static boolean scores(List<String> range) {
        return !range.contains("BYSCORE")
                || (SCORE.matcher(range.get(2)).matches()
                        && SCORE.matcher(range.get(3)).matches());
    }

    private static String entry(String id) {
        return list(text(id), list(text("type"), text("trade"), text("price"), text("2.25"), text("size"), text("3")));
    }

    private static String text(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private static String list(String... elements) {
        return "*" + elements.length + "\r\n" + String.join("", elements);
    }

    private static String error(String words) {
        return "-ERR " + words + "\r\n";
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                asked.write(one);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                asked.write(bytes, from, length);
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() {
                if (answers.available() == 0) answer();
                return answers.read();
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                if (answers.available() == 0) answer();
                return answers.read(bytes, from, length);
            }
        };
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new SocketAddress() {};
    }
}
