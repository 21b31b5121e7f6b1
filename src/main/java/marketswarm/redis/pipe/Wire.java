package marketswarm.redis.pipe;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.redis.RedisAddress;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/** One connection to the server, opened as Jedis opens its own (address, TLS, timeouts), spoken to in bytes. */
final class Wire implements AutoCloseable {

    private static final Pattern RUN_ID = Pattern.compile("run_id:(\\w+)");

    private final Socket socket;
    private final OutputStream out;
    private final RespReader replies;
    private Identity identity = Identity.NOBODY;

    /** Who this connection is to the server: which run of it, which client there. */
    record Identity(String run, String client) {

        static final Identity NOBODY = new Identity("", "");
    }

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.replies = new RespReader(socket.getInputStream());
    }

    /** Connected, authenticated, on its database; fails when one of these does. */
    static Wire open(RedisAddress address) throws IOException {
        Socket socket;
        try {
            socket = new DefaultJedisSocketFactory(address.server(), address.config()).createSocket();
        } catch (JedisException e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            Wire wire = new Wire(socket);
            wire.greet(address.config());
            return wire;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void greet(JedisClientConfig config) throws IOException {
        if (config.getPassword() != null) {
            if (config.getUser() == null) ask("AUTH", config.getPassword());
            else ask("AUTH", config.getUser(), config.getPassword());
        }
        if (config.getDatabase() > 0) ask("SELECT", Integer.toString(config.getDatabase()));
        if (config.getClientName() != null) ask("CLIENT", "SETNAME", config.getClientName() + "-ticks");
        identity = introduced();
    }

    /** Nobody when the server's access rules keep these questions from us: then there is nothing to fence. */
    private Identity introduced() throws IOException {
        try {
            Matcher run = RUN_ID.matcher(ask("INFO", "server"));
            return new Identity(run.find() ? run.group(1) : "", ask("CLIENT", "ID"));
        } catch (RespReader.RefusedException e) {
            return Identity.NOBODY;
        }
    }

    Identity identity() {
        return identity;
    }

    /**
     * Makes sure that nothing of an earlier connection is still to be carried out: a server that stood still finds what
     * was sent to it when it wakes, even when the sender has long gone.
     */
    void fence(Identity earlier) throws IOException {
        if (earlier.run().equals(identity.run()) && !earlier.client().isEmpty())
            ask("CLIENT", "KILL", "ID", earlier.client());
    }

    /** A command by its words, and its reply as text; nil is empty. */
    String ask(String... words) throws IOException {
        RespBuffer command = new RespBuffer(256).command(words.length);
        for (String word : words) command.word(word);
        send(command);
        return replies.text();
    }

    /** The id of the newest entry of each stream. */
    Ids newest(List<String> keys) throws IOException {
        Map<String, Integer> places = new LinkedHashMap<>();
        RespBuffer commands = new RespBuffer(1024);
        for (String key : keys)
            if (places.putIfAbsent(key, places.size()) == null)
                commands.command(6)
                        .word("XREVRANGE")
                        .word(key)
                        .word("+")
                        .word("-")
                        .word("COUNT")
                        .word(1);
        send(commands);
        Ids last = new Ids();
        last.clear(places.size());
        for (int i = 0; i < places.size(); i++) replies.newest(last, i);
        Ids ids = new Ids();
        ids.clear(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            int place = places.getOrDefault(keys.get(i), 0);
            ids.set(i, last.ms(place), last.seq(place));
        }
        return ids;
    }

    void send(RespBuffer bytes) throws IOException {
        out.write(bytes.bytes(), 0, bytes.length());
        out.flush();
    }

    RespReader replies() {
        return replies;
    }

    /** From now on silence is no failure by itself. */
    void patient(int askEveryMs, BooleanSupplier givenUp) throws IOException {
        replies.giveUpWhen(givenUp);
        socket.setSoTimeout(askEveryMs);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException nothingToBeDone) {
            // it is gone either way
        }
    }
}
