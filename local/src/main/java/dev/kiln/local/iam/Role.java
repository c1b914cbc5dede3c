package dev.kiln.local.iam;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A role.
 *
 * @param trust who may assume it
 * @param policies all that are attached to it
 */
public record Role(String name, String arn, ResourcePolicy trust, List<PolicyDocument> policies) {
    public Role {
        policies = List.copyOf(policies);
    }

    /** All that its policies allow. */
    public SortedSet<Permission> permissions() {
        var all = new TreeSet<Permission>();
        policies.forEach(p -> p.statements().forEach(s -> all.addAll(s.permissions(name))));
        return all;
    }

    /**
     * Whether a service may assume it.
     *
     * @param context holds {@code aws:SourceArn} and {@code aws:SourceAccount} if the service sends them
     */
    public boolean trusts(String service, RequestContext context) {
        return trust.allowsService(service, new AccessRequest("sts:AssumeRole", arn, context));
    }
}
