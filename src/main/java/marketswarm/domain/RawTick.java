package marketswarm.domain;

/**
 * A message of a channel that has no record here yet, kept as it came.
 *
 * @param channel the vendor's name of the channel
 * @param json the element as it stood in the frame
 */
public record RawTick(String symbol, String channel, String json, long tsMs, long receivedMs) implements Tick {}
