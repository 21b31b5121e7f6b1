package marketswarm.domain;

import java.util.List;

/** Text frames of one socket that were waiting when somebody came to read them, oldest first; at least one. */
public record RawFrames(List<String> texts) {

    public RawFrames {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) throw new IllegalArgumentException("no frame");
    }
}
