package marketswarm.component.fetch;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import marketswarm.feed.fetch.Unusable;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Redirects are followed a few times, to http and https only; where they may lead is checked at connect time. */
final class FewRedirects extends DefaultRedirectStrategy {

    private static final String FOR_GOOD = "marketswarm.redirects.for-good";
    private static final int MAX = 5;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    @Override
    public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context) throws HttpException {
        URI to = super.getLocationURI(request, response, context);
        String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) throw refused("redirects to " + scheme + ":, accepted: http and https");
        if (HttpClientContext.cast(context).getRedirectLocations().size() >= MAX)
            throw refused("redirects more than " + MAX + " times");
        boolean forGood = response.getCode() == 301 || response.getCode() == 308;
        context.setAttribute(FOR_GOOD, forGood && !Boolean.FALSE.equals(context.getAttribute(FOR_GOOD)));
        return to;
    }

    /** Where the request was led by permanent redirects alone; null when it was not. */
    static @Nullable String movedTo(HttpContext context) {
        RedirectLocations followed = HttpClientContext.cast(context).getRedirectLocations();
        boolean forGood = Boolean.TRUE.equals(context.getAttribute(FOR_GOOD));
        return forGood && followed != null && followed.size() > 0
                ? followed.get(followed.size() - 1).toString()
                : null;
    }

    private static HttpException refused(String why) {
        return new HttpException(why, new Unusable(why));
    }
}
