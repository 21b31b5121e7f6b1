package marketswarm.feed.read;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Reads whatever resembles XML, by jsoup. It forgives what feeds really do: undeclared entities, bare ampersands,
 * unclosed elements, junk before and after. Ends of lines become what XML makes of them (§2.11, §3.3.3).
 */
final class ForgivingXml {

    private ForgivingXml() {}

    /** What stands above the root, or the roots; what is nested too deep becomes shallower. */
    static XmlElement read(String xml) {
        String lines = xml.replace("\r\n", "\n").replace('\r', '\n');
        Document document = Jsoup.parse(lines, "", Parser.xmlParser().setMaxDepth(StrictXml.DEPTH_MAX));
        var growing = new Growing(new XmlTree());
        document.traverse(growing);
        return growing.tree().document();
    }

    private record Growing(XmlTree tree) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) tree.text(text.getWholeText());
            else if (isInside(node)) tree.open(((Element) node).tagName(), attributes(node));
        }

        @Override
        public void tail(Node node, int depth) {
            if (isInside(node)) tree.close();
        }

        private static boolean isInside(Node node) {
            return node instanceof Element && node.parent() != null;
        }
    }

    private static String[] attributes(Node node) {
        String[] attributes = new String[2 * node.attributesSize()];
        int i = 0;
        if (attributes.length > 0)
            for (Attribute attribute : node.attributes()) {
                attributes[i++] = attribute.getKey();
                attributes[i++] = attribute.getValue().replace('\n', ' ').replace('\t', ' ');
            }
        return attributes;
    }
}
