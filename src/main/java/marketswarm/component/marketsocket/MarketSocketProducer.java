package marketswarm.component.marketsocket;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends the body, a text or a list of texts, over the socket that the route of the same address reads. */
final class MarketSocketProducer extends DefaultProducer {

    MarketSocketProducer(MarketSocketEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        MarketSocketConsumer reader = ((MarketSocketEndpoint) getEndpoint()).consumer();
        if (reader == null) throw new IllegalStateException("market-socket: no route reads " + getEndpoint());
        Object body = exchange.getMessage().getBody();
        List<?> texts = body instanceof List<?> list ? list : List.of(body);
        for (Object text : texts) reader.send((String) text);
    }
}
