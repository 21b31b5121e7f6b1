package routes;

import marketswarm.feed.FeedAnswer;
import marketswarm.feed.FeedPoll;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Joins a poll with what the site answered; that it did not answer is an answer too. */
final class FeedAnswered implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange asked, @Nullable Exchange answered) {
        FeedPoll poll = asked.getMessage().getBody(FeedPoll.class);
        asked.getMessage().setBody(answer(poll, answered));
        return asked;
    }

    private static FeedAnswer answer(FeedPoll poll, @Nullable Exchange answered) {
        if (answered == null) return FeedAnswer.none(poll, "no answer");
        Exception failure = answered.getException();
        if (failure != null) return FeedAnswer.none(poll, String.valueOf(failure.getMessage()));
        Message message = answered.getMessage();
        return FeedAnswer.of(
                poll,
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                name -> message.getHeader(name, String.class),
                message.getBody(byte[].class));
    }
}
