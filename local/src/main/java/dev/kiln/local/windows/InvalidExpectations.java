package dev.kiln.local.windows;

import java.util.List;

/** A file of expectations that cannot be used; the message has one line for each mistake. */
public final class InvalidExpectations extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidExpectations(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
