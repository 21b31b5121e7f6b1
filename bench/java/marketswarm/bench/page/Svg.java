package marketswarm.bench.page;

import java.util.Locale;

/** A picture that is small, is text, and takes the reader's own colours, light or dark. */
final class Svg {

    private static final String STYLE = """
            text{font:12px system-ui,sans-serif;fill:#1f2328}.soft{fill:#59636e}.title{font-weight:600}
            .grid{stroke:#d1d9e0}.ours{fill:#0969da}.limit{fill:#818b98}.peer{fill:#bc4c00}
            .line{fill:none;stroke:#0969da;stroke-width:1.5}
            @media(prefers-color-scheme:dark){text{fill:#f0f6fc}.soft{fill:#9198a1}.grid{stroke:#3d444d}
            .ours{fill:#4493f8}.limit{fill:#656c76}.peer{fill:#db6d28}.line{stroke:#4493f8}}""";

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

    /** @param points {@code x y} pairs, already formatted by {@link #at} */
    void line(Iterable<String> points) {
        body.append("<path d=\"M%s\" class=\"line\"/>\n".formatted(String.join("L", points)));
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
