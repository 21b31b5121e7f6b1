package marketswarm.bench.page;

import java.util.Locale;

/** A picture that is small, is text, and takes the reader's own colours, light or dark. */
final class Svg {

    private static final String STYLE = """
            text{font:12px system-ui,sans-serif;fill:#1f2328}.soft{fill:#59636e}.title{font-weight:600}
            .grid{stroke:#d1d9e0}.ours{fill:#0969da}.limit{fill:#818b98}.peer{fill:#bc4c00}
            .line{fill:none;stroke-width:1.5}.l0{stroke:#0969da}.l1{stroke:#bc4c00}.l2{stroke:#1a7f37}
            .l3{stroke:#8250df}.l4{stroke:#bf3989}.l5{stroke:#59636e}
            @media(prefers-color-scheme:dark){text{fill:#f0f6fc}.soft{fill:#9198a1}.grid{stroke:#3d444d}
            .ours{fill:#4493f8}.limit{fill:#656c76}.peer{fill:#db6d28}
            .l0{stroke:#4493f8}.l1{stroke:#db6d28}.l2{stroke:#3fb950}.l3{stroke:#ab7df8}.l4{stroke:#db61a2}.l5{stroke:#9198a1}}""";

    /** How many lines can be told apart. */
    private static final int COLOURS = 6;

    private final StringBuilder body = new StringBuilder();

    void text(double x, double y, String anchor, String kind, String words) {
        body.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" class=\"%s\">%s</text>\n"
                .formatted(at(x), at(y), anchor, kind, escaped(words)));
    }

    void bar(double x, double y, double width, double height, String kind) {
        body.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"/>\n"
                .formatted(at(x), at(y), at(width), at(height), kind));
    }

    void grid(double x1, double y1, double x2, double y2) {
        body.append("<path d=\"M%s %sL%s %s\" class=\"grid\"/>\n".formatted(at(x1), at(y1), at(x2), at(y2)));
    }

    /**
     * @param points {@code x y} pairs, already formatted by {@link #at}
     * @param number of the line in its panel, from 0: its colour
     */
    void line(Iterable<String> points, int number) {
        body.append("<path d=\"M%s\" class=\"line l%d\"/>\n".formatted(String.join("L", points), number % COLOURS));
    }

    static String at(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** @param about what a screen reader says of it */
    String drawn(int width, double height, String about) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %s\" width=\"%d\" height=\"%s\" role=\"img\">\n"
                        .formatted(width, at(height), width, at(height))
                + "<title>" + escaped(about) + "</title>\n<style>" + STYLE + "</style>\n" + body + "</svg>\n";
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
