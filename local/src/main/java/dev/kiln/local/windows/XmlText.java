package dev.kiln.local.windows;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** XML settings, found and changed by the same XPaths as on a machine. */
final class XmlText {
    /** Of Windows' answer files; the prefix {@code u} in paths. */
    static final String UNATTEND = "urn:schemas-microsoft-com:unattend";

    /** As files in UTF-8 may begin. */
    static final String BYTE_ORDER_MARK = "\ufeff";

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");

    private static final String LABEL = "VolumeName";
    private static final String LETTER = "DriveLetter";

    private final Document document;

    private XmlText(Document document) {
        this.document = document;
    }

    static XmlText read(String text) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            return new XmlText(factory.newDocumentBuilder().parse(new InputSource(new StringReader(plain))));
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw new IllegalArgumentException("not XML: " + e.getMessage(), e);
        }
    }

    /** The text of the first node at a path. */
    Optional<String> find(String path) {
        return nodes(path).stream().findFirst().map(Node::getTextContent);
    }

    /** The texts of all nodes at a path. */
    List<String> findAll(String path) {
        return nodes(path).stream().map(Node::getTextContent).toList();
    }

    /**
     * Sets the text of the one node at a path.
     *
     * @throws IllegalArgumentException when there is not exactly one
     */
    void set(String path, String value) {
        var nodes = nodes(path);
        if (nodes.size() != 1) {
            throw new IllegalArgumentException("there are " + nodes.size() + " nodes " + path + " instead of one");
        }
        nodes.getFirst().setTextContent(value);
    }

    /** Takes out what is at a path, if anything is. */
    void remove(String path) {
        nodes(path).forEach(node -> node.getParentNode().removeChild(node));
    }

    /** Sets a setting of an answer file by pass, component and the names of its elements; adds what is missing. */
    void answer(String at, String value) {
        var parts = List.of(at.split("/", -1));
        Node node = component(parts);
        for (String name : parts.subList(2, parts.size())) {
            node = child(node, name);
        }
        node.setTextContent(value);
    }

    /**
     * Adds a command behind those that are there, by pass, component, list, the element of a command and that of its
     * text. One that is there is not added again.
     */
    void command(String at, String command) {
        var parts = List.of(at.split("/", -1));
        Node list = child(component(parts), parts.get(2));
        var there = children(list, parts.get(3));
        if (there.stream().anyMatch(one -> text(one, parts.get(4)).equals(command))) {
            return;
        }
        int last = there.stream()
                .map(one -> text(one, "Order"))
                .filter(order -> !order.isEmpty())
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
        Element added = document.createElementNS(UNATTEND, parts.get(3));
        added.setAttributeNS("http://schemas.microsoft.com/WMIConfig/2002/State", "wcm:action", "add");
        list.appendChild(added);
        child(added, "Order").setTextContent(Integer.toString(last + 1));
        child(added, parts.get(4)).setTextContent(command);
    }

    /** The drive letters of EC2Config, as they are written. */
    List<DriveLetters.Mapping> mappings() {
        return nodes("/DriveLetterMapping/Mapping").stream()
                .map(node -> new DriveLetters.Mapping(text(node, LABEL), text(node, LETTER)))
                .toList();
    }

    /** Adds a drive letter of EC2Config behind the others; those of the same letter or label give way. */
    void mapping(String label, String letter) {
        Node root = document.getDocumentElement();
        children(root, "Mapping").stream()
                .filter(old -> text(old, LABEL).equalsIgnoreCase(label)
                        || text(old, LETTER).equalsIgnoreCase(letter))
                .forEach(root::removeChild);
        Node added = root.appendChild(document.createElementNS(XMLConstants.NULL_NS_URI, "Mapping"));
        added.appendChild(document.createElementNS(XMLConstants.NULL_NS_URI, LABEL))
                .setTextContent(label);
        added.appendChild(document.createElementNS(XMLConstants.NULL_NS_URI, LETTER))
                .setTextContent(letter);
    }

    /** Puts a word in place of every password. */
    void hidePasswords() {
        nodes("//*[contains(local-name(), 'Password')]").forEach(node -> node.setTextContent("not shown"));
    }

    private Node component(List<String> parts) {
        var component = "//u:settings[@pass='" + parts.get(0) + "']/u:component[@name='" + parts.get(1) + "']";
        return nodes(component).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the answer file has no component " + parts.get(1) + " in the pass " + parts.get(0)));
    }

    private static String text(Node parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .map(Node::getTextContent)
                .orElse("");
    }

    private static List<Node> children(Node parent, String name) {
        var children = parent.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(node -> name.equals(node.getLocalName()))
                .toList();
    }

    private Node child(Node parent, String name) {
        return children(parent, name).stream()
                .findFirst()
                .orElseGet(() -> parent.appendChild(document.createElementNS(UNATTEND, name)));
    }

    /** As the guest script writes it: what is not ASCII as character references, so that no code page can garble it. */
    String asciiText() {
        return NOT_ASCII.matcher(text()).replaceAll(c -> "&#" + c.group().codePointAt(0) + ";");
    }

    String text() {
        try {
            var written = new StringWriter();
            TransformerFactory.newDefaultInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(written));
            return written.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("cannot write XML", e);
        }
    }

    private List<Node> nodes(String path) {
        try {
            var xpath = XPathFactory.newDefaultInstance().newXPath();
            xpath.setNamespaceContext(new Prefixes());
            XPathEvaluationResult<?> found = xpath.evaluateExpression(path, document);
            return found.value() instanceof XPathNodes nodes
                    ? IntStream.range(0, nodes.size())
                            .mapToObj(i -> node(nodes, i))
                            .toList()
                    : List.of();
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException("not an XPath: " + path, e);
        }
    }

    private static Node node(XPathNodes nodes, int index) {
        try {
            return nodes.get(index);
        } catch (XPathException e) {
            throw new IllegalStateException("a node that was found is gone", e);
        }
    }

    /** The one prefix that paths use. */
    private static final class Prefixes implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return prefix.equals("u") ? UNATTEND : XMLConstants.NULL_NS_URI;
        }

        @Override
        public String getPrefix(String uri) {
            return uri.equals(UNATTEND) ? "u" : "";
        }

        @Override
        public Iterator<String> getPrefixes(String uri) {
            return Collections.singleton(getPrefix(uri)).iterator();
        }
    }
}
