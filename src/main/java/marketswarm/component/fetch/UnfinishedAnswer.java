package marketswarm.component.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Ends the connection of an answer that is closed before its end. Left alone, the client reads the rest first so that it
 * can use the connection again, and the rest of an endless answer holds the reader for ever.
 */
final class UnfinishedAnswer extends HttpEntityWrapper {

    private final ExecRuntime connection;
    private final @Nullable Deadline deadline;

    UnfinishedAnswer(HttpEntity answer, ExecRuntime connection) {
        this(answer, connection, null);
    }

    /** @param deadline ends with the answer; explains an answer that it has ended */
    UnfinishedAnswer(HttpEntity answer, ExecRuntime connection, @Nullable Deadline deadline) {
        super(answer);
        this.connection = connection;
        this.deadline = deadline;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new FilterInputStream(super.getContent()) {
            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                try {
                    return super.read(into, from, most);
                } catch (IOException e) {
                    throw deadline == null ? e : deadline.explained(e);
                }
            }

            @Override
            public void close() throws IOException {
                if (deadline != null) deadline.cancel();
                // read to its end, it has given its connection back already
                if (connection.isEndpointAcquired()) connection.discardEndpoint();
                super.close();
            }
        };
    }
}
