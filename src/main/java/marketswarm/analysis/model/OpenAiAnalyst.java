package marketswarm.analysis.model;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.analysis.AnalysisFailed;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Article;
import marketswarm.analysis.Case;
import marketswarm.analysis.Edition;
import marketswarm.analysis.Spent;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;

/**
 * Asks a model behind any OpenAI-compatible {@code POST {base_url}/chat/completions}. Never sees the key: the transport
 * adds it. Makes one call an item, at most one more to repair an answer, one to shorten a text that is too long, and, once
 * per server and model, one for each part of a request that the server does not know.
 */
public final class OpenAiAnalyst implements Analyst {

    private final Supplier<ModelSettings> settings;
    private final Clock clock;
    private final Supplier<String> nonces;
    private final Tally tally = new Tally();
    private final Conversation.Means means;

    /** @param settings asked once an item, so that an item is finished under the settings it began with */
    public OpenAiAnalyst(Supplier<ModelSettings> settings, Transport transport, Clock clock) {
        this(settings, transport, clock, randomNonces());
    }

    OpenAiAnalyst(Supplier<ModelSettings> settings, Transport transport, Clock clock, Supplier<String> nonces) {
        this.settings = settings;
        this.clock = clock;
        this.nonces = nonces;
        this.means = new Conversation.Means(new Prompt(), new AnswerSchema(), new Manners(), transport, clock, tally);
    }

    private static Supplier<String> randomNonces() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bytes = new byte[8];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        };
    }

    /** For the heartbeat: how often an answer needed what guards it. */
    public Map<String, String> progress() {
        return tally.progress();
    }

    @Override
    public Edition edition(NewsItem item) {
        ModelSettings now = settings.get();
        return new Edition(
                Article.of(item).fingerprint(), now.model(), means.prompt().hash(now.promptTemplate()));
    }

    @Override
    public Analysis analyze(Case work) throws AnalysisFailed {
        long started = clock.millis();
        ModelSettings now = settings.get();
        Article article = Article.of(work.item());
        Conversation conversation = new Conversation(now, work, article, means, new Fence(nonces.get()), nonces.get());
        var answer = conversation.answer();
        long ended = clock.millis();
        Spent spent = conversation.spent();
        return new Answers(work, article, tally)
                .read(
                        answer,
                        new Analysis.Provenance(
                                "openai",
                                now.model(),
                                means.prompt().hash(now.promptTemplate()),
                                work.truthVersion(),
                                article.fingerprint(),
                                work.attempt() - 1 + conversation.calls(),
                                ended - started,
                                spent.tokensIn(),
                                spent.tokensOut(),
                                spent.costUsd(),
                                ended));
    }
}
