package dev.kiln.local.powershell;

import java.util.List;

/** An object of .NET that a script holds. What it cannot do it refuses by name. */
interface Thing {
    /** The value of a property. */
    default Object get(String name) {
        throw unknown(name);
    }

    /** Sets a property. */
    default void set(String name, Object value) {
        throw unknown(name);
    }

    /** Calls a method. */
    default Object call(String name, List<Object> arguments) {
        throw unknown(name);
    }

    /** What stands in brackets behind it. */
    default Object at(String index) {
        throw unknown("[" + index + "]");
    }

    /** For what this cannot do. */
    default UnsupportedOperationException unknown(String name) {
        return new UnsupportedOperationException(
                "the member " + name + " of " + getClass().getSimpleName());
    }
}
