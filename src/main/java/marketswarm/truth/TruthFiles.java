package marketswarm.truth;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import marketswarm.redis.Json;
import org.jspecify.annotations.Nullable;

/**
 * The admin's two files, read and merged.
 *
 * @param merged what could be read of them
 * @param problems all that is wrong or doubtful, errors first; the files' own faults before the document's
 */
public record TruthFiles(ObjectNode merged, List<Problem> problems) {

    private static final ObjectReader STRICT = Json.MAPPER
            .reader()
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public TruthFiles {
        problems = List.copyOf(problems);
    }

    /** @param secrets absent when there is no second file */
    public static TruthFiles read(Path truth, Optional<Path> secrets) {
        var problems = new ArrayList<Problem>();
        ObjectNode base = read(truth, problems);
        if (secrets.isPresent() && base.has("secrets")) {
            problems.add(Problem.warning(
                    "/secrets", "found in " + truth.getFileName() + "; accepted: secrets in the secrets file only"));
        }
        var passwords = new LinkedHashSet<String>();
        Redactor.passwords(base.path("buses"), passwords);
        Redactor.passwords(base.path("core"), passwords);
        if (secrets.isPresent() && !passwords.isEmpty()) {
            problems.add(Problem.warning(
                    truth.toString(),
                    "found a password in an address of Redis; accepted: that address in the secrets file, which wins"));
        }
        ObjectNode overlay = secrets.map(file -> read(file, problems)).orElseGet(Json.MAPPER::createObjectNode);
        ObjectNode merged = Merge.of(base, overlay);
        if (problems.stream().noneMatch(Problem::isError)) problems.addAll(0, Truth.check(merged));
        secrets.filter(file -> SecretChecks.isWorthHiding(overlay))
                .map(SecretsFile::exposure)
                .ifPresent(problems::addAll);
        return new TruthFiles(merged, problems);
    }

    public boolean valid() {
        return problems.stream().noneMatch(Problem::isError);
    }

    private static ObjectNode read(Path file, List<Problem> problems) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8), problems);
        } catch (IOException e) {
            problems.add(Problem.error(
                    file.toString(), "cannot be read (" + e.getClass().getSimpleName() + "); accepted: UTF-8 text"));
            return Json.MAPPER.createObjectNode();
        }
    }

    /** An empty object where the text is none, or one that could not be written and read again. */
    static ObjectNode parse(String file, String text, List<Problem> problems) {
        try {
            if (Json.tree(STRICT, text) instanceof ObjectNode object) {
                Json.read(Json.write(object), ObjectNode.class);
                return object;
            }
            problems.add(Problem.error(file, "found no object; accepted: a JSON object { … }"));
        } catch (JsonProcessingException e) {
            problems.add(Problem.error(file, "not JSON" + where(e.getLocation()) + ": " + why(e)));
        } catch (IllegalArgumentException e) {
            problems.add(Problem.error(
                    file, "found a number that is beyond all measure; accepted: numbers of up to 1,000 digits"));
        }
        return Json.MAPPER.createObjectNode();
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The parser's words without anything longer than a character that it quotes from the file. */
    private static String why(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        return message.startsWith("Duplicate field")
                ? message
                : message.replaceAll("'[^']{2,}'|\"[^\"]{2,}\"", "'…'")
                        .replaceAll(" \\((?:start marker|bound as).*", "");
    }
}
