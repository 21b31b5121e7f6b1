package routes;

import marketswarm.feed.hub.HubCallback.Delivery;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes of a hub's request what it brings. */
final class HubDelivered implements Processor {

    private static final byte[] NOTHING = {};

    @Override
    public void process(Exchange exchange) {
        Message request = exchange.getMessage();
        byte[] body = request.getBody(byte[].class);
        request.setBody(new Delivery(
                request.getHeader("feed", "", String.class),
                request.getHeader("token", "", String.class),
                request.getHeader("X-Hub-Signature", String.class),
                request.getHeader(Exchange.CONTENT_TYPE, String.class),
                body == null ? NOTHING : body));
    }
}
