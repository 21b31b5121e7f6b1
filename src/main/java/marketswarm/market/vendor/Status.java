package marketswarm.market.vendor;

/**
 * A status element of a frame, in the vendor's words.
 *
 * @param status {@code connected}, {@code auth_success}, {@code auth_failed}, {@code auth_timeout}, {@code success},
 *     {@code error}, {@code max_connections}; empty when it was missing
 * @param message empty when it was missing
 */
public record Status(String status, String message) {}
