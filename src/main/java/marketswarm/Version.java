package marketswarm;

import marketswarm.domain.Release;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"marketswarm " + Release.VERSION};
    }
}
