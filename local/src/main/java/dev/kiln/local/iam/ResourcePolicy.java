package dev.kiln.local.iam;

import java.util.List;

/**
 * The policy of a resource: of a queue, a key, a bucket, a function, or the trust policy of a role. It decides about
 * services, which have no policies of their own ("Policy evaluation logic").
 *
 * @param name names the resource
 */
public record ResourcePolicy(String name, List<PolicyDocument> documents) {
    public ResourcePolicy {
        documents = List.copyOf(documents);
    }

    /** Whether a service may do this. An explicit deny is stronger than any allow. */
    public boolean allowsService(String service, AccessRequest request) {
        var speaking = documents.stream()
                .flatMap(d -> d.statements().stream())
                .filter(s -> s.principals().filter(p -> p.service(service)).isPresent())
                .filter(s -> s.match(name, request).isPresent())
                .toList();
        return !speaking.isEmpty() && speaking.stream().allMatch(Statement::allows);
    }

    /** Whether a statement about everyone denies this, whoever asks. */
    boolean denies(AccessRequest request) {
        return aboutEveryone(request, false);
    }

    /**
     * Whether a statement about everyone allows this to a caller of the account who has no policy of his own for it.
     */
    boolean allowsEveryone(AccessRequest request) {
        return aboutEveryone(request, true);
    }

    private boolean aboutEveryone(AccessRequest request, boolean allows) {
        return documents.stream()
                .flatMap(d -> d.statements().stream())
                .filter(s -> s.allows() == allows)
                .filter(s -> s.principals().filter(Principals::everyone).isPresent())
                .anyMatch(s -> s.match(name, request).isPresent());
    }

    /**
     * Whether it leaves the decision to the policies of the account's roles, as a key's policy must ("Key policies").
     */
    boolean leavesToAccount(AccessRequest request) {
        return documents.stream()
                .flatMap(d -> d.statements().stream())
                .filter(Statement::allows)
                .filter(s -> s.principals().filter(Principals::account).isPresent())
                .anyMatch(s -> s.match(name, request).isPresent());
    }
}
