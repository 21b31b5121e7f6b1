package routes;

import java.util.zip.ZipException;
import marketswarm.feed.poll.FeedAnswer;
import marketswarm.feed.poll.FeedPoll;
import marketswarm.feed.fetch.Unusable;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.core5.http.MessageConstraintException;
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
        if (failure != null) return failed(poll, failure);
        Message message = answered.getMessage();
        return FeedAnswer.of(
                poll,
                message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                name -> message.getHeader(name, String.class),
                message.getBody(byte[].class));
    }

    private static FeedAnswer failed(FeedPoll poll, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unusable unusable) return FeedAnswer.unusable(poll, unusable);
            if (cause instanceof ZipException)
                return FeedAnswer.unusable(poll, new Unusable("is not packed as it says (" + cause.getMessage() + ")"));
            if (cause instanceof MessageConstraintException)
                return FeedAnswer.unusable(poll, new Unusable("sends headers without end (" + cause.getMessage() + ")"));
        }
        return FeedAnswer.none(poll, String.valueOf(failure.getMessage()));
    }
}
