package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TruthReferenceTest {

    private static final Path PAGE = Path.of("admin/TRUTH.md");

    @Test
    void the_page_of_every_setting_says_what_the_schema_says() throws IOException {
        String page = TruthReference.markdown();
        if ("write".equals(System.getProperty("truth.reference"))) Files.writeString(PAGE, page);

        assertThat(PAGE).exists();
        assertThat(Files.readString(PAGE))
                .as("admin/TRUTH.md; write it anew with: %s", TruthReference.REGENERATE)
                .isEqualTo(page);
    }

    @Test
    void a_list_whose_example_is_text_is_not_called_a_list_of_objects() {
        assertThat(TruthReference.markdown().lines())
                .filteredOn(line -> line.contains("a list of objects"))
                .noneMatch(line -> line.contains("`[\""));
    }
}
