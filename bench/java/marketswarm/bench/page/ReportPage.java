package marketswarm.bench.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import marketswarm.redis.Json;

/** {@code bench/report}: what is in {@code target/bench} becomes the marked part of {@code bench/README.md}, with its plots. */
final class ReportPage {

    private static final String BEGIN = "<!-- bench/report writes from here -->\n";
    private static final String END = "<!-- to here -->";

    private ReportPage() {}

    public static void main(String[] args) throws IOException {
        List<Figures> all = read(Path.of("target/bench"));
        if (all.isEmpty()) {
            System.err.println("report: nothing is measured yet; run: bench/run all");
            System.exit(2);
        }
        Path home = Path.of("bench");
        for (Figures figures : all) draw(figures, Files.createDirectories(home.resolve("images")));
        Path page = home.resolve("README.md");
        Files.writeString(page, inserted(Files.readString(page), all));
        System.out.println("→ " + page + ", " + all.size() + " of bench/images/*.svg");
    }

    /** What has cases or a series; most drills have neither. */
    private static List<Figures> read(Path results) throws IOException {
        if (!Files.isDirectory(results)) return List.of();
        try (Stream<Path> files = Files.list(results)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ReportPage::figures)
                    .filter(figures ->
                            !figures.lines().isEmpty() || !figures.series().isEmpty())
                    .toList();
        }
    }

    private static Figures figures(Path file) {
        try {
            return Figures.of(Json.tree(Files.readString(file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("report: cannot read " + file, e);
        }
    }

    private static void draw(Figures figures, Path images) throws IOException {
        String plot = figures.series().isEmpty() ? BarPlot.of(figures) : TimePlot.of(figures);
        Files.writeString(images.resolve(figures.name() + ".svg"), plot);
    }

    static String inserted(String page, List<Figures> all) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, begin);
        if (begin < 0 || end < 0) throw new IllegalStateException("report: the page has no marked part: " + BEGIN);
        var chapters = new StringBuilder("\n");
        all.forEach(figures -> chapters.append(Chapter.of(figures)));
        return page.substring(0, begin + BEGIN.length()) + chapters + page.substring(end);
    }
}
