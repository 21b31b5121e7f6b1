package marketswarm.domain;

/** Which MarketSwarm this is. */
public final class Release {

    /** As in the jar's manifest, {@code 1.0.0}; {@code development} where classes run without a jar. */
    public static final String VERSION = version();

    private Release() {}

    private static String version() {
        String packaged = Release.class.getPackage().getImplementationVersion();
        return packaged == null ? "development" : packaged;
    }
}
