package marketswarm.domain;

/**
 * A text frame as it came from the vendor.
 *
 * @param cluster the path of the vendor's address: {@code stocks}, {@code futures/cme}
 * @param receivedMs epoch milliseconds
 * @param text an array of JSON objects, if the vendor kept to the rules
 */
public record RawFrame(String cluster, long receivedMs, String text) {}
