package dev.kiln.local.powershell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@code System.Collections.Generic.List}. */
final class GrowingList implements Thing {
    private final List<Object> elements = new ArrayList<>();

    @Override
    public Object call(String name, List<Object> arguments) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "add" -> {
                elements.add(arguments.getFirst());
                yield Values.Nothing.NOTHING;
            }
            case "toarray" -> List.copyOf(elements);
            case "contains" -> elements.contains(arguments.getFirst());
            case "indexof" -> elements.indexOf(arguments.getFirst());
            default -> throw unknown(name);
        };
    }

    @Override
    public Object at(String index) {
        return elements.get(Integer.parseInt(index));
    }
}
