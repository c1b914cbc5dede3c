package dev.kiln.local.account;

import dev.kiln.local.deployment.AccessSpec;
import dev.kiln.local.iam.Permission;
import dev.kiln.local.iam.RequestContext;
import dev.kiln.local.iam.Role;
import dev.kiln.local.iam.Session;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The roles of the account as services act in them, and which of their permissions let a call through. */
final class Sessions {
    private final AccessSpec access;
    private final Set<Permission> used = new HashSet<>();

    Sessions(AccessSpec access) {
        this.access = access;
    }

    /**
     * Assumes a role for a service that sends nothing about itself.
     *
     * @throws IllegalStateException if the role does not trust the service: on AWS the deployment fails
     */
    Session assume(String roleArn, String service, String name) {
        var role = access.role(roleArn);
        if (!role.trusts(service, RequestContext.empty())) {
            throw new IllegalStateException("the role " + role.name() + " cannot be assumed by " + service);
        }
        return session(role, name);
    }

    Session session(Role role, String name) {
        return new Session(role, name, used::add);
    }

    SortedSet<Permission> used() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(used));
    }
}
