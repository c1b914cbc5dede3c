package dev.kiln.local.iam;

import java.util.List;
import java.util.function.Function;

/** Lets the calls of one session to one service through, or fails them as that service does. */
final class Gate {
    private final Session session;
    private final Function<String, RuntimeException> error;

    Gate(Session session, Function<String, RuntimeException> error) {
        this.session = session;
        this.error = error;
    }

    /** All of them must be allowed; the first that is not fails the call. */
    void pass(List<AccessRequest> requests) {
        requests.forEach(this::pass);
    }

    void pass(AccessRequest request) {
        session.refusal(request).ifPresent(text -> {
            throw error.apply(text);
        });
    }
}
