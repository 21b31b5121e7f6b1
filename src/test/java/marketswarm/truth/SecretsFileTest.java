package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsFileTest {

    private static final String CANARY = "canary-4f9a7c21";

    @TempDir
    private Path dir;

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(dir.resolve("truth_secrets.json"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private List<String> problems(Path secrets) throws IOException {
        Path truth = Files.writeString(dir.resolve("truth.json"), "{\"version\":\"1\",\"components\":{}}");
        return TruthFiles.read(truth, Optional.of(secrets)).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static String holding(String secret) {
        return "{\"secrets\":{\"massive\":{\"api_key\":\"" + secret + "\"}}}";
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static boolean gitIsInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_file_that_others_can_read_is_a_warning_with_the_way_out() throws IOException {
        Path file = file(holding(CANARY), "rw-r-----");

        assertThat(problems(file))
                .containsExactly(
                        "readable by others (rw-r-----); accepted: readable by its owner only. Run: chmod 600 " + file);
    }

    @Test
    void a_file_for_its_owner_only_is_fine_and_so_is_one_that_holds_nothing_secret() throws IOException {
        assertThat(problems(file(holding(CANARY), "rw-------"))).isEmpty();
        assertThat(problems(file("{\"secrets\":{\"rss_agg\":{\"user_agent\":\"Reader/1.0\"}}}", "rw-r--r--")))
                .isEmpty();
        assertThat(problems(file(holding("PUT-YOUR-KEY"), "rw-r--r--")))
                .containsExactly("still the sample's placeholder; put your own into truth_secrets.json");
    }

    @Test
    void a_file_that_git_tracks_is_a_warning_and_one_that_it_does_not_is_none() throws Exception {
        assumeThat(gitIsInstalled()).as("git is installed").isTrue();
        Path file = file(holding(CANARY), "rw-------");
        git("init", "-q");
        assertThat(problems(file)).isEmpty();

        git("add", "truth_secrets.json");

        assertThat(problems(file))
                .singleElement()
                .asString()
                .startsWith("tracked by git, so everybody with the repository has these secrets")
                .doesNotContain(CANARY);
    }

    @Test
    void a_repository_that_git_does_not_understand_is_no_reason_to_warn() throws Exception {
        Files.createDirectory(dir.resolve(".git"));

        assertThat(problems(file(holding(CANARY), "rw-------"))).isEmpty();
    }

    @Test
    void a_password_in_the_public_file_is_a_warning() throws IOException {
        Path truth = Files.writeString(
                dir.resolve("t.json"),
                "{\"version\":\"1\",\"components\":{},\"buses\":{\"market\":{\"url\":\"redis://:" + CANARY + "@m\"}}}");

        assertThat(TruthFiles.read(truth, Optional.of(file("{}", "rw-------"))).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        truth + ": found a password in an address of Redis; accepted: that address in the secrets"
                                + " file, which wins");
    }
}
