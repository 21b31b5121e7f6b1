package marketswarm.feed.read;

import java.util.Locale;

/** The modules whose words mean something else than the feed's own: known by namespace, or by the usual prefix. */
enum Vocabulary {
    MEDIA("media", "search.yahoo.com/mrss"),
    ITUNES("itunes", "itunes.com/dtds");

    private final String prefix;
    private final String namespace;

    Vocabulary(String prefix, String namespace) {
        this.prefix = prefix;
        this.namespace = namespace;
    }

    boolean isPrefix(String written) {
        return prefix.equalsIgnoreCase(written);
    }

    /** Feeds write namespaces in any case, with and without {@code www.} and a slash at the end. */
    boolean isNamespace(String declared) {
        return declared.toLowerCase(Locale.ROOT).contains(namespace);
    }
}
