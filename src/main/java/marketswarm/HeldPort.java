package marketswarm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import marketswarm.truth.Misconfigured;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Keeps the management port from others until Camel binds it, for Camel's server does not fail when its port is taken:
 * it logs a stack trace and the process goes on without health and metrics.
 */
final class HeldPort extends MainListenerSupport {

    private final ServerSocket socket;

    private HeldPort(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * @param port 0 for any free one
     * @param otherwise what a person can do when it is taken
     */
    static HeldPort of(String host, int port, String otherwise) {
        try {
            return new HeldPort(bind(host, port));
        } catch (IOException e) {
            throw new Misconfigured(
                    "marketswarm: port " + port + " cannot be had on " + host + " (" + e.getMessage()
                            + "); stop what listens there, or " + otherwise,
                    e);
        }
    }

    /** The port itself, else any free one. */
    static HeldPort orAny(String host, int port) {
        try {
            return new HeldPort(bind(host, port));
        } catch (IOException taken) {
            return of(host, 0, "name another host");
        }
    }

    int number() {
        return socket.getLocalPort();
    }

    /** The last moment before the server starts. */
    @Override
    public void afterConfigure(BaseMainSupport main) {
        release();
    }

    void release() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket bind(String host, int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(host));
    }
}
