package dev.kiln.local.iam;

import java.util.Comparator;

/**
 * One action on one resource that a statement of a role's policy allows, as it is written there.
 *
 * @param role the role's name
 * @param statement its {@code Sid}, or a dash
 */
public record Permission(String role, String statement, String action, String resource)
        implements Comparable<Permission> {
    private static final Comparator<Permission> ORDER = Comparator.comparing(Permission::role)
            .thenComparing(Permission::statement)
            .thenComparing(Permission::action)
            .thenComparing(Permission::resource);

    @Override
    public int compareTo(Permission other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return role + ": " + action + " on " + resource + " (statement " + statement + ")";
    }
}
