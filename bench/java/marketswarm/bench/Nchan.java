package marketswarm.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import marketswarm.redis.Json;
import marketswarm.testing.RedisProcess;

/** nginx with nchan (Debian: nginx, libnginx-mod-nchan), one worker a core, publishing over one kept connection. */
final class Nchan implements FanoutServer {

    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(5);

    private final Background process;
    private final int port;
    private final Socket publisher;

    private Nchan(Background process, int port) throws IOException, InterruptedException {
        this.process = process;
        this.port = port;
        this.publisher = connect();
    }

    /** Empty where it is not installed. */
    static Optional<Nchan> start(Run run) throws IOException, InterruptedException {
        Optional<String> nginx = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        if (nginx.isEmpty() || !Files.exists(MODULE)) return Optional.empty();
        int port = RedisProcess.freePort();
        Path folder =
                Files.createDirectories(run.folder().resolve("nginx-" + port)).toAbsolutePath();
        Path conf = Files.writeString(folder.resolve("nginx.conf"), configuration(port, folder));
        Background process = Background.start(
                run,
                "nginx-" + port,
                List.of(nginx.get(), "-p", folder.toString(), "-c", conf.toString(), "-e", folder + "/error.log"),
                Map.of());
        return Optional.of(new Nchan(process, port));
    }

    private static String configuration(int port, Path folder) {
        return """
                load_module %s;
                daemon off; worker_processes %d; error_log %s/error.log; pid %s/nginx.pid;
                worker_rlimit_nofile 20000;
                events { worker_connections 18000; }
                http {
                  access_log off; keepalive_requests 1000000000; tcp_nodelay on;
                  client_body_temp_path %s/body; proxy_temp_path %s/p; fastcgi_temp_path %s/f;
                  uwsgi_temp_path %s/u; scgi_temp_path %s/s;
                  nchan_shared_memory_size 256M;
                  server {
                    listen 127.0.0.1:%d backlog=10000;
                    location = /pub { nchan_publisher; nchan_channel_id ticks;
                      nchan_message_buffer_length 20000; nchan_message_timeout 10s; }
                    location = /sub { nchan_subscriber eventsource; nchan_channel_id ticks;
                      nchan_subscriber_first_message newest; }
                  }
                }
                """.formatted(
                        MODULE,
                        Runtime.getRuntime().availableProcessors(),
                        folder,
                        folder,
                        folder,
                        folder,
                        folder,
                        folder,
                        folder,
                        port);
    }

    private Socket connect() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (true) {
            try {
                Socket socket = new Socket("127.0.0.1", port);
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline || !process.isAlive()) throw notYet;
                Thread.sleep(20);
            }
        }
    }

    @Override
    public String name() {
        return "nginx + nchan";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String target() {
        return "/sub";
    }

    /** One request an event, all of them sent before the answers are read. */
    @Override
    public void publish(long[] stamps) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (long stamp : stamps) {
            String json = Json.write(OurGateway.quote(stamp));
            requests.append(
                            "POST /pub HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(json.length())
                    .append("\r\n\r\n")
                    .append(json);
        }
        OutputStream out = publisher.getOutputStream();
        out.write(requests.toString().getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < stamps.length; i++) answer(publisher.getInputStream());
    }

    private static void answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.read());
        String text = head.toString();
        if (!text.startsWith("HTTP/1.1 20")) throw new IOException("bench: nchan answers " + text);
        int at = text.indexOf("Content-Length: ") + "Content-Length: ".length();
        in.skipNBytes(Long.parseLong(text.substring(at, text.indexOf('\r', at))));
    }

    @Override
    public double residentMb() {
        return ProcessHandle.of(process.pid()).stream()
                .flatMap(master -> Stream.concat(Stream.of(master), master.children()))
                .mapToDouble(one -> ProcFs.residentMb(one.pid()))
                .sum();
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        process.close();
    }
}
