package dev.kiln.cli.stack;

import java.util.Optional;

/** The way to an account. */
public interface StackConnection {
    /**
     * Makes the clients; no call is made yet.
     *
     * @param profile of the shared configuration files; empty: as the SDK finds it
     * @param region empty: as the SDK finds it
     * @throws StackRefused when profile or region cannot be found
     */
    StackClients open(Optional<String> profile, Optional<String> region);

    /** How time passes in that account, given how it passes here. */
    default Pause pause(Pause here) {
        return here;
    }
}
