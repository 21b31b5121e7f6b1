package routes;

import marketswarm.feed.hub.HubRequest;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Joins what a hub was asked with whether it took it. */
final class HubAnswered implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange asked, @Nullable Exchange answered) {
        HubRequest request = asked.getMessage().getBody(HubRequest.class);
        asked.getMessage().setBody(answer(request, answered));
        return asked;
    }

    private static HubRequest answer(HubRequest request, @Nullable Exchange answered) {
        if (answered == null) return request.failed("does not answer");
        Exception failure = answered.getException();
        if (failure != null) return request.failed("cannot be asked: " + failure.getMessage());
        return request.answered(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class));
    }
}
