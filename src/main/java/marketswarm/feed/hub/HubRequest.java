package marketswarm.feed.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A hub is asked to push what a feed publishes (W3C WebSub §5.1).
 *
 * @param member of the schedule: {@code <category>|<url>}
 * @param form what it is sent
 * @param status what it answered; 0 before that, and when it did not
 * @param error why there is no answer
 */
public record HubRequest(
        String member,
        String hub,
        String form,
        int status,
        @Nullable String error) {

    static HubRequest of(String member, String hub, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
        return new HubRequest(member, hub, form, 0, null);
    }

    public HubRequest answered(int answer) {
        return new HubRequest(member, hub, form, answer, null);
    }

    public HubRequest failed(String why) {
        return new HubRequest(member, hub, form, 0, why);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
