package dev.kiln.local.powershell;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A node of .NET's {@code System.Xml}, or the whole document, by Java's own DOM. */
record XmlNode(Node node) implements Thing {
    /** The prefixes of a {@code XmlNamespaceManager}. */
    record Prefixes(Map<String, String> addresses) implements NamespaceContext, Thing {
        @Override
        public Object call(String name, List<Object> arguments) {
            if (!name.equalsIgnoreCase("AddNamespace")) {
                throw unknown(name);
            }
            addresses.put(Values.text(arguments.get(0)), Values.text(arguments.get(1)));
            return Values.Nothing.NOTHING;
        }

        @Override
        public String getNamespaceURI(String prefix) {
            return addresses.getOrDefault(prefix, "");
        }

        @Override
        public String getPrefix(String address) {
            return "";
        }

        @Override
        public Iterator<String> getPrefixes(String address) {
            return List.of("").iterator();
        }
    }

    static XmlNode read(String text) {
        try {
            var builder = DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder();
            return new XmlNode(builder.parse(new InputSource(new StringReader(text))));
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public Object get(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "innertext" -> node.getTextContent();
            case "outerxml" -> text();
            case "parentnode" -> new XmlNode(node.getParentNode());
            case "ownerdocument" -> new XmlNode(node.getOwnerDocument());
            default -> throw unknown(name);
        };
    }

    @Override
    public void set(String name, Object value) {
        if (!name.equalsIgnoreCase("InnerText")) {
            throw unknown(name);
        }
        node.setTextContent(Values.text(value));
    }

    @Override
    public Object call(String name, List<Object> arguments) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "selectnodes" -> List.<Object>copyOf(select(arguments));
            case "selectsinglenode" -> first(select(arguments));
            case "removechild" -> new XmlNode(node.removeChild(other(arguments)));
            case "appendchild" -> new XmlNode(node.appendChild(other(arguments)));
            case "createelement" ->
                new XmlNode(((Document) node)
                        .createElementNS(Values.text(arguments.get(1)), Values.text(arguments.get(0))));
            case "setattribute" -> attribute(arguments);
            default -> throw unknown(name);
        };
    }

    /** .NET makes up a prefix where none is declared; here it is the one that Microsoft's examples have. */
    private Object attribute(List<Object> arguments) {
        ((Element) node)
                .setAttributeNS(
                        Values.text(arguments.get(1)),
                        "wcm:" + Values.text(arguments.get(0)),
                        Values.text(arguments.get(2)));
        return arguments.get(2);
    }

    private static Node other(List<Object> arguments) {
        return ((XmlNode) arguments.getFirst()).node();
    }

    private static Object first(List<XmlNode> found) {
        return found.isEmpty() ? Values.Nothing.NOTHING : found.getFirst();
    }

    private List<XmlNode> select(List<Object> arguments) {
        try {
            var xpath = XPathFactory.newDefaultInstance().newXPath();
            if (arguments.size() > 1) {
                xpath.setNamespaceContext((Prefixes) arguments.get(1));
            }
            var found = (NodeList) xpath.evaluate(Values.text(arguments.getFirst()), node, XPathConstants.NODESET);
            var nodes = new ArrayList<XmlNode>();
            for (int i = 0; i < found.getLength(); i++) {
                nodes.add(new XmlNode(found.item(i)));
            }
            return nodes;
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String text() {
        try {
            var written = new StringWriter();
            var writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            writer.transform(new DOMSource(node), new StreamResult(written));
            return written.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
