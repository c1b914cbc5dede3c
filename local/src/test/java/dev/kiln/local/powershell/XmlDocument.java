package dev.kiln.local.powershell;

import java.util.List;
import java.util.Optional;

/** A {@code System.Xml.XmlDocument}, which is empty until it reads a text. */
final class XmlDocument implements Thing {
    private Optional<XmlNode> read = Optional.empty();

    private XmlNode whole() {
        return read.orElseThrow(() -> new ScriptError("The document is empty."));
    }

    @Override
    public Object get(String name) {
        return name.equalsIgnoreCase("NameTable") ? Values.Nothing.NOTHING : whole().get(name);
    }

    /** Java's DOM keeps blanks in any case. */
    @Override
    public void set(String name, Object value) {
        if (!name.equalsIgnoreCase("PreserveWhitespace")) {
            throw unknown(name);
        }
    }

    @Override
    public Object call(String name, List<Object> arguments) {
        if (!name.equalsIgnoreCase("LoadXml")) {
            return whole().call(name, arguments);
        }
        read = Optional.of(XmlNode.read(Values.text(arguments.getFirst())));
        return Values.Nothing.NOTHING;
    }
}
