package dev.kiln.local.iam;

/** What AWS says to a caller who may not (IAM user guide, "Troubleshoot access denied error messages"). */
final class Refusals {
    private Refusals() {}

    static String text(String caller, AccessRequest request, Decision.Denied denied) {
        return "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(
                        caller,
                        request.action(),
                        request.resource(),
                        denied.explicitly()
                                ? "with an explicit deny in an identity-based policy"
                                : "because no identity-based policy allows the " + request.action() + " action");
    }
}
