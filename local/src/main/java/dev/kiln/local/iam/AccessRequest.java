package dev.kiln.local.iam;

/**
 * What a call needs: an action on one resource. A call that touches several resources needs one for each.
 *
 * @param action for example {@code ec2:RunInstances}
 * @param resource an ARN, or {@code *} where the action knows no resources
 */
public record AccessRequest(String action, String resource, RequestContext context) {
    /** An action that has no resources, for example a listing. */
    static AccessRequest onEverything(String action) {
        return on(action, "*");
    }

    /** An action on a resource, without anything that a condition could ask for. */
    public static AccessRequest on(String action, String resource) {
        return new AccessRequest(action, resource, RequestContext.empty());
    }
}
