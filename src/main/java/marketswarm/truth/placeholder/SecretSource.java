package marketswarm.truth.placeholder;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.truth.TruthView;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code ${properties:secrets.massive.api_key}} in a Simple expression: a secret of one of this process' own scopes, read
 * for each exchange, so that a rotated one is used at once.
 */
public final class SecretSource implements PropertiesSource {

    private static final Pattern NAME = Pattern.compile("secrets\\.([^.]+)\\.([^.]+)");

    private final TruthView view;

    public SecretSource(TruthView view) {
        this.view = view;
    }

    @Override
    public String getName() {
        return "truth-secrets";
    }

    /** @return null for what is no secret's name, so that Camel asks its other sources */
    @Override
    public @Nullable String getProperty(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? view.secrets(matcher.group(1)).find(matcher.group(2)).orElse(null)
                : null;
    }
}
