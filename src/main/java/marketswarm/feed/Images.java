package marketswarm.feed;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Pictures in the text of an entry. */
final class Images {

    private Images() {}

    /** The first picture that is meant to be seen, as written; counting pixels are not. */
    static @Nullable String first(@Nullable String html) {
        if (html == null || !html.contains("<img")) return null;
        return Jsoup.parseBodyFragment(html).select("img[src]").stream()
                .filter(image -> !isPixel(image))
                .map(image -> image.attr("src"))
                .filter(src -> !src.startsWith("data:"))
                .findFirst()
                .orElse(null);
    }

    private static boolean isPixel(Element image) {
        return image.attr("width").matches("[01]") || image.attr("height").matches("[01]");
    }
}
