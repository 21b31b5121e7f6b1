package marketswarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** The page that shows every route: the sentence that stands above it in the source, and the diagram of its service. */
final class RoutePage {

    static final String REGENERATE = "mvn test -Dtest=RouteDiagramsTest -Droute.diagrams=write";

    private static final Path SOURCES = Path.of("src/main/java/routes");
    private static final String HEAD = """
            # The routes

            Made from the routes themselves by `RouteDiagramsTest`, which fails when they are others. Anew:
            `%s`.

            Round ends are what a route begins with, drums what it reads or writes, diamonds where it divides; a dotted line
            leads into another route. Headers and the like are left out. With one cluster, category and queue of each kind.
            """.formatted(REGENERATE);

    private final StringBuilder text = new StringBuilder(HEAD);

    /** @param builders of one service */
    void add(String title, List<RouteBuilder> builders) throws Exception {
        List<RouteDefinition> all = new ArrayList<>();
        text.append("\n## ").append(title).append("\n\n");
        for (RouteBuilder builder : builders) {
            List<RouteDefinition> routes =
                    builder.configureRoutes(new DefaultCamelContext()).getRoutes();
            List<String> sentences = sentences(builder.getClass());
            if (sentences.size() != routes.size())
                throw new AssertionError(builder.getClass().getSimpleName() + " has " + routes.size() + " routes and "
                        + sentences.size() + " sentences above them");
            for (int i = 0; i < routes.size(); i++)
                text.append("- **%s** ([%s](%s.java)): %s%n"
                        .formatted(
                                routes.get(i).getRouteId(),
                                builder.getClass().getSimpleName(),
                                builder.getClass().getSimpleName(),
                                sentences.get(i)));
            all.addAll(routes);
        }
        text.append("\n```mermaid\n").append(RouteDiagram.of(all)).append("```\n");
    }

    /** What stands above each {@code from}, in their order. */
    private static List<String> sentences(Class<?> routes) throws IOException {
        List<String> sentences = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        boolean goesOn = false;
        for (String line : Files.readAllLines(SOURCES.resolve(routes.getSimpleName() + ".java"))) {
            String words = line.strip();
            boolean isComment = words.startsWith("// ");
            if (isComment && !goesOn) comment.setLength(0);
            if (isComment) comment.append(goesOn ? " " : "").append(words.substring(3));
            goesOn = isComment;
            if (words.startsWith("from(")) sentences.add(comment.toString());
        }
        return sentences;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
