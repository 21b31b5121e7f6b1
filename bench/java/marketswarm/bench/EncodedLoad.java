package marketswarm.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** Sends the same encoded commands again and again over several connections, and reads the replies without looking at them. */
final class EncodedLoad {

    private static final int ENCODED_BATCHES = 32;
    private static final int BUFFER = 1 << 16;

    private EncodedLoad() {}

    static double perSecond(int port, int clients, int pipelined, int commands, int spread, String... command)
            throws Exception {
        List<byte[]> batches = new ArrayList<>();
        for (int batch = 0; batch < ENCODED_BATCHES; batch++) {
            var bytes = new ByteArrayOutputStream();
            for (int i = 0; i < pipelined; i++)
                bytes.writeBytes(encoded("%012d".formatted((batch * pipelined + i) % spread), command));
            batches.add(bytes.toByteArray());
        }
        int rounds = Math.max(1, commands / clients / pipelined);
        Callable<Void> client = () -> send(port, batches, rounds, pipelined);
        long start = System.nanoTime();
        var pool = Executors.newFixedThreadPool(clients);
        try {
            for (var done : pool.invokeAll(java.util.Collections.nCopies(clients, client))) done.get();
        } finally {
            pool.shutdown();
        }
        return rounds * (double) clients * pipelined * 1e9 / (System.nanoTime() - start);
    }

    private static Void send(int port, List<byte[]> batches, int rounds, int replies) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            for (int round = 0; round < rounds; round++) {
                socket.getOutputStream().write(batches.get(round % batches.size()));
                for (int reply = 0; reply < replies; reply++) skipReply(in);
            }
        }
        return null;
    }

    /** A bulk string or a line; what is an error fails the measurement. */
    private static void skipReply(InputStream in) throws IOException {
        String head = line(in);
        if (head.startsWith("-")) throw new IOException("bench: redis says " + head);
        if (head.startsWith("$") && !head.equals("$-1")) line(in);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(32);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("bench: redis hung up");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    private static byte[] encoded(String number, String... command) {
        var text = new StringBuilder("*" + command.length + "\r\n");
        for (String word : command) {
            String filled = word.replace("__rand_int__", number);
            text.append('$')
                    .append(filled.length())
                    .append("\r\n")
                    .append(filled)
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
