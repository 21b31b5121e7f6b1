package marketswarm.gateway;

/**
 * What the hub has done since it started.
 *
 * @param clients connected now
 * @param events sent, counted once a client
 * @param bytes sent in events, before HTTP framing
 * @param conflated ticks and snapshots that a newer one replaced before a slow or rate-capped client got them
 * @param gaps resumes that could not be continued
 * @param refused connections that were one too many and told to come back later
 * @param lagMs between an entry's time in Redis and its being handed out, for the newest one
 */
public record GatewayStats(
        long clients, long events, long bytes, long conflated, long gaps, long refused, long lagMs) {}
