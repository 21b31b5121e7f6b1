package routes;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Message;

/** Shows our key to the model's server the way that server wants to see it, and takes it off the message again. */
public final class ModelKey {

    private final Supplier<String> header;
    private final Supplier<Optional<String>> key;

    /**
     * @param header name of the header: {@code Authorization} carries a Bearer token, any other the bare key
     * @param key read for each call, so that a rotated one is used at once; empty for a server that wants none
     */
    public ModelKey(Supplier<String> header, Supplier<Optional<String>> key) {
        this.header = header;
        this.key = key;
    }

    public void show(Message request) {
        String name = header.get();
        boolean bearer = name.equalsIgnoreCase("Authorization");
        key.get().filter(text -> !text.isBlank()).ifPresent(text -> request.setHeader(name, bearer ? "Bearer " + text : text));
    }

    public void hide(Message answer) {
        answer.removeHeader(header.get());
    }
}
