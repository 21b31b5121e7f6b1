package marketswarm.admin;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.TruthFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The two files, as every verb that reads them takes them. */
final class TruthOptions {

    static final Path TRUTH = Path.of("truth.json");
    static final Path SECRETS = Path.of("truth_secrets.json");

    @Option(names = "--truth", paramLabel = "FILE", description = "Public settings. Default: ./truth.json")
    private @Nullable Path truth;

    @Option(names = "--secrets", paramLabel = "FILE", description = "Secrets. Default: ./truth_secrets.json")
    private @Nullable Path secrets;

    /**
     * Both files, merged and checked. Without {@code --secrets}, no secrets file is fine.
     *
     * @throws Misconfigured when a file that was named, or truth.json, is not there
     */
    TruthFiles read(Path directory) {
        Path base = there(truth(directory), "--truth");
        if (secrets != null) return TruthFiles.read(base, Optional.of(there(directory.resolve(secrets), "--secrets")));
        return TruthFiles.read(base, Optional.of(directory.resolve(SECRETS)).filter(Files::isRegularFile));
    }

    /** Where the public file is, or would be. */
    Path truth(Path directory) {
        return directory.resolve(truth == null ? TRUTH : truth);
    }

    /** Where the secrets are, or would be. */
    Path secrets(Path directory) {
        return directory.resolve(secrets == null ? SECRETS : secrets);
    }

    /** Problems, one a line, and how many. */
    static void print(TruthFiles files, PrintWriter err) {
        files.problems().forEach(p -> err.println((p.isError() ? "error    " : "warning  ") + p));
        long errors = files.problems().stream().filter(p -> p.isError()).count();
        if (errors > 0) err.println(Words.count(errors, "error"));
    }

    private static Path there(Path file, String option) {
        if (Files.isRegularFile(file)) return file;
        throw new Misconfigured(
                "admin: " + file + " is not there. Run ./admin setup for a sample, or name it: " + option + " FILE");
    }
}
