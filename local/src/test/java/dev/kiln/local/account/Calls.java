package dev.kiln.local.account;

import java.util.function.Supplier;

/** What stands between the functions and the services: it sees every call, and decides how it goes. */
interface Calls {
    /**
     * Makes a call, or does not.
     *
     * @param action as in policies, for example {@code ec2:RunInstances}
     */
    <T> T make(String action, Supplier<T> call);
}
