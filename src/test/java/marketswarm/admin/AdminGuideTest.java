package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.admin.AdminRun.Result;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The Admin Guide tells the truth: every command line that it shows works, and prints what it shows. */
class AdminGuideTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final Path GUIDE = Path.of("admin/README.md");
    private static final Pattern COMMAND = Pattern.compile("\\./admin ([^|>)#`]*)");
    private static final Pattern INLINE = Pattern.compile("`\\./admin ([^`|>]+)`");

    @TempDir
    private Path directory;

    @BeforeEach
    void aServerThatKeepsWhatItKnows() {
        redis.client().configSet("appendonly", "yes");
    }

    @AfterEach
    void theServerAsItWas() {
        redis.client().configSet("appendonly", "no");
    }

    /** A command line in a block of the guide, what is shown below it, and the exit code that its comment names. */
    record Shown(String section, List<String> words, List<String> output, int code) {

        @Override
        public String toString() {
            return section + ": " + String.join(" ", words);
        }
    }

    static Stream<Shown> shown() throws IOException {
        List<Shown> all = new ArrayList<>();
        String section = "";
        String block = "";
        boolean below = false;
        for (String line : Files.readAllLines(GUIDE)) {
            if (line.startsWith("```")) {
                block = block.isEmpty() ? line : "";
                below = false;
            } else if (block.isEmpty()) {
                if (line.startsWith("#")) section = line.replaceFirst("^#+ ", "");
            } else if (line.startsWith("$ ./admin") || block.endsWith("bash") && line.contains("./admin")) {
                all.add(command(section, line));
                below = true;
            } else if (below) {
                all.get(all.size() - 1).output().add(line);
            }
        }
        return all.stream();
    }

    private static Shown command(String section, String line) {
        String words = COMMAND.matcher(line)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .strip();
        return new Shown(section, words(words), new ArrayList<>(), line.contains("# exits 1") ? 1 : 0);
    }

    private static List<String> words(String line) {
        return List.of(line.strip().replace("'", "").split(" +"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void a_command_line_of_the_guide_works_and_prints_what_the_guide_shows(Shown shown) {
        var guide = new GuideRun(directory, redis.url(), redis.client());
        if (!shown.section().equals("First run")) guide.someTimeLater();
        else firstSteps(guide, shown);

        Result result = guide.run(shown.words());

        assertThat(result.code()).as(result.err()).isEqualTo(shown.code());
        List<String> printed = Stream.concat(result.err().lines(), result.out().lines())
                .map(AdminGuideTest::steady)
                .toList();
        shown.output().stream()
                .filter(line -> !line.isBlank() && !line.equals("…"))
                .forEach(line -> assertThat(printed).contains(steady(line)));
    }

    /** The lines before it: each needs those. */
    private static void firstSteps(GuideRun guide, Shown last) {
        try (Stream<Shown> steps = shown()) {
            steps.filter(step -> step.section().equals(last.section()))
                    .takeWhile(step -> !step.words().equals(last.words()))
                    .forEach(step -> guide.run(step.words()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What changes from run to run, and how wide columns are, does not count. */
    private static String steady(String line) {
        return line.replaceAll("[0-9]{4}-[0-9-]+T[0-9:.]+Z", "TIME")
                .replaceAll("\\b[0-9a-f]{11,}(-[0-9]+)?\\b…?", "HASH")
                .replaceAll("\\S+@\\S+", "WHO")
                .replaceAll("-{3,}", "--")
                .replaceAll("\\b[0-9]+ (ms|s|min|h|d)\\b", "AGE")
                .replaceAll("[0-9]+", "0")
                .replaceAll(" +", " ")
                .strip();
    }

    @Test
    void what_is_written_within_a_sentence_is_a_verb_with_its_options_too() throws IOException {
        List<MatchResult> lines =
                INLINE.matcher(Files.readString(GUIDE)).results().toList();

        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(known(words(line.group(1)))).isTrue());
    }

    private boolean known(List<String> words) {
        CommandLine command = Admin.commandLine(directory, new StringReader(""), Verbs.ALL);
        if (!words.get(0).startsWith("-") && !Verbs.ALL.classes().containsKey(words.get(0))) return false;
        try {
            command.parseArgs(words.toArray(String[]::new));
            return true;
        } catch (UnmatchedArgumentException e) {
            return false;
        } catch (ParameterException placeholder) {
            return true;
        }
    }

    @Test
    void every_verb_has_its_section_and_its_help_with_examples() throws IOException {
        Set<String> sections = new TreeSet<>();
        for (String line : Files.readAllLines(GUIDE))
            if (line.startsWith("### ")) sections.add(line.replaceFirst("### (\\S+).*", "$1"));

        assertThat(sections)
                .containsExactlyInAnyOrderElementsOf(Verbs.ALL.classes().keySet());
        CommandLine command = Admin.commandLine(directory, new StringReader(""), Verbs.ALL);
        command.getSubcommands()
                .forEach((verb, line) -> assertThat(line.getUsageMessage())
                        .as("help of %s", verb)
                        .satisfies(help ->
                                assertThat(help).containsIgnoringCase(verb.equals("help") ? "usage" : "examples:")));
    }
}
