package marketswarm.feed.read;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the DOCTYPE out of a document before it is parsed: nothing it names is ever fetched. Plain text entities that
 * it declares are filled in, one level deep and within a bound, so neither an entity bomb nor a long one can grow.
 */
final class Prolog {

    private static final Pattern ENTITY =
            Pattern.compile("<!ENTITY\\s+([\\w.-]{1,64})\\s+(?:\"([^\"&%<]{0,1000})\"|'([^'&%<]{0,1000})')\\s*>");
    private static final Pattern REFERENCE = Pattern.compile("&([\\w.-]{1,64});");
    private static final int ENTITIES_MAX = 100;
    private static final int GROWTH_MAX = 200_000;

    private Prolog() {}

    static String withoutDoctype(String xml) {
        int start = doctype(xml);
        if (start < 0) return xml;
        int end = end(xml, start);
        return xml.substring(0, start) + filledIn(xml.substring(end), entities(xml.substring(start, end)));
    }

    /** Where the DOCTYPE begins, looking no further than the first element; -1 without one. */
    private static int doctype(String xml) {
        for (int at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
            if (xml.startsWith("<!--", at)) at = xml.indexOf("-->", at);
            else if (xml.startsWith("<?", at)) at = xml.indexOf("?>", at);
            else if (xml.regionMatches(true, at, "<!DOCTYPE", 0, 9)) return at;
            else if (at + 1 < xml.length() && Character.isLetter(xml.charAt(at + 1))) return -1;
            if (at < 0) return -1;
        }
        return -1;
    }

    private static int end(String xml, int start) {
        boolean subset = false;
        char quote = 0;
        for (int at = start; at < xml.length(); at++) {
            char c = xml.charAt(at);
            if (quote != 0) quote = c == quote ? 0 : quote;
            else if (c == '"' || c == '\'') quote = c;
            else if (c == '[') subset = true;
            else if (c == ']') subset = false;
            else if (c == '>' && !subset) return at + 1;
        }
        int next = xml.indexOf('>', start);
        return next < 0 ? xml.length() : next + 1;
    }

    private static Map<String, String> entities(String doctype) {
        Map<String, String> entities = new HashMap<>();
        Matcher matcher = ENTITY.matcher(doctype);
        while (matcher.find() && entities.size() < ENTITIES_MAX)
            entities.putIfAbsent(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
        return entities;
    }

    private static String filledIn(String xml, Map<String, String> entities) {
        if (entities.isEmpty()) return xml;
        var out = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(xml);
        while (matcher.find()) {
            String value = entities.get(matcher.group(1));
            boolean fits = out.length() - matcher.start() < GROWTH_MAX;
            matcher.appendReplacement(out, Matcher.quoteReplacement(value == null || !fits ? matcher.group() : value));
        }
        return matcher.appendTail(out).toString();
    }
}
