package marketswarm.analysis.model;

import java.io.IOException;
import java.util.Map;

/** Carries one request to the model's server. The credential is added by who implements it, never seen here. */
public interface Transport {

    /**
     * @param headers to send as they are, beside the implementation's Authorization
     * @return the server's answer, whatever its status
     * @throws IOException when there was no answer: refused, broken off, timed out
     */
    Answer post(String url, Map<String, String> headers, String jsonBody) throws IOException;

    /** @param headers names in lower case */
    record Answer(int status, Map<String, String> headers, String body) {

        public Answer {
            headers = Map.copyOf(headers);
        }
    }
}
