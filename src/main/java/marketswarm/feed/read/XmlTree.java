package marketswarm.feed.read;

/** Grows a tree of elements from what a parser reports, in document order. */
final class XmlTree {

    private final XmlElement document = new XmlElement(null, "#document");
    private XmlElement at = document;

    void open(String tag, String... attributes) {
        var element = new XmlElement(at, tag, attributes);
        at.add(element);
        at = element;
    }

    void text(String characters) {
        if (!characters.isEmpty()) at.add(characters);
    }

    void close() {
        XmlElement above = at.parent();
        if (above != null) at = above;
    }

    /** What stands above the root: its elements are the roots, of which a malformed document may have several. */
    XmlElement document() {
        return document;
    }
}
