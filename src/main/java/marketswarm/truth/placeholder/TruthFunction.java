package marketswarm.truth.placeholder;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.TruthView;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code {{truth:components.rss_agg.poll_interval_min}}}, with a default after a further colon, {@code {{truth:?path}}}
 * where nothing may stand. A path that does not begin at the top of the document is relative to the component of a
 * service in this process. Secrets are refused: a placeholder's value shows in route dumps, JMX and endpoint URIs.
 */
@org.apache.camel.spi.annotations.PropertiesFunction("truth")
public final class TruthFunction implements PropertiesFunction, CamelContextAware {

    private static final Pattern ABSOLUTE = Pattern.compile("(components|heartbeats|buses|node|core)\\..*|version");
    private static final Pattern SECRET = Pattern.compile("secrets?([.:].*)?");

    private @Nullable CamelContext camelContext;

    @Override
    public String getName() {
        return "truth";
    }

    @Override
    public @Nullable String apply(String remainder) {
        boolean optional = remainder.startsWith("?");
        String[] pathAndDefault = remainder.substring(optional ? 1 : 0).split(":", 2);
        String path = pathAndDefault[0].strip();
        Optional<String> value = resolve(path);
        if (value.isPresent()) return value.get();
        if (pathAndDefault.length == 2) return pathAndDefault[1];
        if (optional) return null;
        throw new IllegalArgumentException("truth: " + path + " is not in truth "
                + view().truth().version() + "; add it, or write {{truth:" + path + ":default}}");
    }

    private Optional<String> resolve(String path) {
        if (SECRET.matcher(path).matches()) {
            throw new IllegalArgumentException("truth: " + path + " is refused as a placeholder, whose value shows in"
                    + " route dumps, JMX and URIs; write ${properties:secrets.SCOPE.NAME} where it is used");
        }
        return ABSOLUTE.matcher(path).matches() ? view().setting(path) : relative(path);
    }

    private Optional<String> relative(String path) {
        TruthView view = view();
        List<String> holders = view.mappings().stream()
                .map(Mapping::component)
                .distinct()
                .map(component -> "components." + component + "." + path)
                .filter(absolute -> view.setting(absolute).isPresent())
                .toList();
        if (holders.size() > 1) {
            throw new IllegalArgumentException(
                    "truth: " + path + " stands in several components of this process; write one of " + holders);
        }
        return holders.stream().findFirst().flatMap(view::setting);
    }

    private TruthView view() {
        TruthView view = camelContext == null
                ? null
                : camelContext.getRegistry().lookupByNameAndType(TruthView.BEAN, TruthView.class);
        if (view == null) throw new IllegalStateException("truth: bind a " + TruthView.BEAN + " before Camel starts");
        return view;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
