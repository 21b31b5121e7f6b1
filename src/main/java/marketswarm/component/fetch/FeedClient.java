package marketswarm.component.fetch;

import java.io.IOException;
import java.io.InputStream;
import marketswarm.feed.fetch.FeedLimits;
import marketswarm.feed.poll.FeedAnswer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;

/**
 * The client that fetches feeds, from sites that nobody has checked: it connects only where truth allows, follows few
 * redirects, and neither waits nor reads longer than it may. gzip, deflate and brotli it announces and unpacks by itself.
 */
public final class FeedClient implements HttpClientConfigurer {

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final int HEADERS_MAX = 200;
    private static final int HEADER_LENGTH_MAX = 16_384;
    private static final int CONNECTIONS_MAX = 200;
    private static final int CONNECTIONS_PER_HOST = 20;

    private final FeedLimits limits;

    public FeedClient(FeedLimits limits) {
        this.limits = limits;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.setConnectionManager(connections())
                .setConnectionManagerShared(false)
                .setRedirectStrategy(new FewRedirects())
                .disableAutomaticRetries()
                .addExecInterceptorFirst("in-time", this::inTime)
                .addExecInterceptorLast("within-size", this::withinSize);
    }

    private HttpClientConnectionManager connections() {
        Http1Config http = Http1Config.custom()
                .setMaxHeaderCount(HEADERS_MAX)
                .setMaxLineLength(HEADER_LENGTH_MAX)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http)
                        .build())
                .setDnsResolver(new GuardedNames(limits.destinations()))
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
                .setMaxConnTotal(CONNECTIONS_MAX)
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                .build();
    }

    /** All of it, whatever the site does meanwhile: redirects, headers byte by byte, a body that never ends. */
    private ClassicHttpResponse inTime(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = new Deadline(limits, scope.execRuntime);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            response.removeHeaders(FeedAnswer.MOVED_TO);
            String movedTo = FewRedirects.movedTo(scope.clientContext);
            if (movedTo != null) response.setHeader(FeedAnswer.MOVED_TO, movedTo);
            HttpEntity entity = response.getEntity();
            if (entity == null) deadline.cancel();
            else response.setEntity(new UnfinishedAnswer(entity, scope.execRuntime, deadline));
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            deadline.cancel();
            if (deadline.isOver()) throw limits.tooSlow();
            throw e;
        }
    }

    /** What comes over the wire, before it is unpacked. */
    private ClassicHttpResponse withinSize(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        Header coding = response.getFirstHeader("Content-Encoding");
        if (coding != null) limits.checkCodings(coding.getValue());
        HttpEntity entity = response.getEntity();
        if (entity != null) response.setEntity(new Bounded(entity, limits));
        return response;
    }

    private static final class Bounded extends HttpEntityWrapper {

        private final FeedLimits limits;

        Bounded(HttpEntity entity, FeedLimits limits) {
            super(entity);
            this.limits = limits;
        }

        @Override
        public InputStream getContent() throws IOException {
            return limits.within(super.getContent());
        }
    }
}
