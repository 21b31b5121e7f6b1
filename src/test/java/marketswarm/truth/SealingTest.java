package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {

    private static final ObjectNode DOCUMENT = Json.read(
            "{\"version\":\"1\",\"components\":{},\"secrets\":{\"massive\":{\"api_key\":\"canary-ä-1\"}}}",
            ObjectNode.class);

    @TempDir
    private Path dir;

    private Optional<Path> key = Optional.empty();

    @BeforeEach
    void makeKey() {
        key = Optional.of(dir.resolve("truth.key"));
        SecretBox.newKeyFile(key.get());
    }

    @Test
    void a_key_file_is_32_bytes_in_base64_for_its_owner_only_and_never_overwritten() throws IOException {
        Path file = key.orElseThrow();

        assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> SecretBox.newKeyFile(file))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void what_is_stored_shows_no_secret_and_opens_to_the_same_document() {
        ObjectNode stored = Sealing.seal(DOCUMENT, key);

        assertThat(stored.at("/secrets/$sealed").asText()).matches("v1:[A-Za-z0-9+/]+=*");
        assertThat(stored.path("secrets")).hasSize(1);
        assertThat(stored.path("version").asText()).isEqualTo("1");
        assertThat(stored.toString()).doesNotContain("canary", "massive");
        assertThat(Sealing.open(stored, key)).isEqualTo(DOCUMENT);
    }

    @Test
    void each_sealing_is_another_text() {
        assertThat(Sealing.seal(DOCUMENT, key)).isNotEqualTo(Sealing.seal(DOCUMENT, key));
    }

    @Test
    void without_a_key_file_everything_stays_as_it_is() {
        assertThat(Sealing.seal(DOCUMENT, Optional.empty())).isSameAs(DOCUMENT);
        assertThat(Sealing.open(DOCUMENT, Optional.empty())).isSameAs(DOCUMENT);
        assertThat(Sealing.open(DOCUMENT, key)).isSameAs(DOCUMENT);
    }

    @Test
    void a_missing_key_is_one_line_with_the_next_step() {
        assertThatThrownBy(() -> Sealing.open(Sealing.seal(DOCUMENT, key), Optional.empty()))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(
                        "truth: the secrets in truth:doc are sealed and TRUTH_KEY_FILE is not set. Set it to the key file"
                                + " that they were loaded with");
        assertThatThrownBy(() -> Sealing.open(Sealing.seal(DOCUMENT, key), Optional.of(dir.resolve("gone"))))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("cannot be read (NoSuchFileException). Put it there, or correct TRUTH_KEY_FILE");
    }

    @Test
    void another_key_and_a_changed_text_are_told_apart_from_nothing() {
        Path other = dir.resolve("other.key");
        SecretBox.newKeyFile(other);
        ObjectNode stored = Sealing.seal(DOCUMENT, key);
        ObjectNode changed = stored.deepCopy();
        String sealed = stored.at("/secrets/$sealed").asText();
        char last = sealed.charAt(20) == 'A' ? 'B' : 'A';
        changed.withObject("/secrets").put("$sealed", sealed.substring(0, 20) + last + sealed.substring(21));

        String line = "truth: the secrets in truth:doc cannot be opened with the key in ";
        assertThatThrownBy(() -> Sealing.open(stored, Optional.of(other)))
                .isInstanceOf(Misconfigured.class)
                .hasMessage(line + other + ". Use the key that sealed them, or seal them again: TRUTH_KEY_FILE=" + other
                        + " ./admin load-truth");
        assertThatThrownBy(() -> Sealing.open(changed, key)).hasMessageStartingWith(line);
        changed.withObject("/secrets").put("$sealed", "v9:AAAA");
        assertThatThrownBy(() -> Sealing.open(changed, key)).hasMessageStartingWith(line);
    }

    @Test
    void a_file_that_holds_no_key_is_told_without_what_it_holds() throws IOException {
        for (String content : new String[] {"canary", "Y2FuYXJ5", "not base64!"}) {
            Files.writeString(key.orElseThrow(), content);
            assertThatThrownBy(() -> Sealing.seal(DOCUMENT, key))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("holds no key; accepted: 32 random bytes in base64")
                    .hasMessageNotContaining(content)
                    .hasNoCause();
        }
    }

    @Test
    void a_key_that_openssl_or_the_shell_made_is_as_good() throws IOException {
        Files.writeString(key.orElseThrow(), Base64.getEncoder().encodeToString(new byte[32]) + "\r\n");

        assertThat(Sealing.open(Sealing.seal(DOCUMENT, key), key)).isEqualTo(DOCUMENT);
    }

    @Test
    void the_environment_names_the_key_file() {
        assertThat(Sealing.keyFile(Map.of("TRUTH_KEY_FILE", " /run/truth.key ")))
                .contains(Path.of("/run/truth.key"));
        assertThat(Sealing.keyFile(Map.of("TRUTH_KEY_FILE", ""))).isEmpty();
        assertThat(Sealing.keyFile(Map.of())).isEmpty();
    }
}
