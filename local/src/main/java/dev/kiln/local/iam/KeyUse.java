package dev.kiln.local.iam;

import java.util.Optional;

/**
 * The use of a key through a service, by the caller of that service (KMS developer guide, "Key policies": a role's
 * policies count only if the key's policy leaves the decision to the account).
 *
 * @param service for example {@code dynamodb}
 */
record KeyUse(ResourcePolicy key, String keyArn, String service) {
    /** Why the caller may not decrypt; empty when he may. */
    Optional<String> refusal(Session session) {
        return refusal(session, "kms:Decrypt");
    }

    /**
     * Why the caller may not use it in this way; empty when he may.
     *
     * @param action for example {@code kms:GenerateDataKey}
     */
    Optional<String> refusal(Session session, String action) {
        var request = new AccessRequest(
                action,
                keyArn,
                RequestContext.empty()
                        .with("kms:ViaService", Arns.endpoint(service))
                        .with("kms:CallerAccount", Arns.ACCOUNT));
        if (key.allowsEveryone(request)) {
            return Optional.empty();
        }
        if (key.leavesToAccount(request)) {
            return session.refusal(request);
        }
        return Optional.of(Refusals.text(session.arn(), request, new Decision.Denied(false)));
    }
}
