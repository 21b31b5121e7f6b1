package marketswarm.component.marketsocket;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Sends the body, a text or a list of texts, over the socket that the route of the same address reads. */
final class MarketSocketProducer extends DefaultProducer {

    MarketSocketProducer(MarketSocketEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        MarketSocketConsumer reader = ((MarketSocketEndpoint) getEndpoint()).reader();
        if (reader == null) throw new IllegalStateException("market-socket: no route reads " + getEndpoint());
        if (Boolean.TRUE.equals(exchange.getMessage().getHeader(MarketSocketConstants.HANG_UP))) {
            exchange.getMessage().removeHeader(MarketSocketConstants.HANG_UP);
            reader.hangUp();
            return;
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof List<?> list) list.forEach(text -> reader.send(text(text)));
        else reader.send(text(body));
    }

    private static String text(@Nullable Object body) {
        if (body instanceof String text) return text;
        throw new IllegalArgumentException("market-socket: sends a text or a list of texts, not "
                + (body == null ? "nothing" : "a " + body.getClass().getSimpleName()));
    }
}
