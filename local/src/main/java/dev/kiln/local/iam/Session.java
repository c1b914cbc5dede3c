package dev.kiln.local.iam;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A role as a service acts in it. Decides by the policies of the role; like the rest of an account it belongs to one
 * thread.
 */
public final class Session {
    private final Role role;
    private final String name;
    private final Consumer<Permission> used;
    private final List<Statement> statements;

    /** The few statements that are about an action, found once. */
    private final Map<String, List<Statement>> byAction = new HashMap<>();

    /**
     * Acts in a role.
     *
     * @param name of the session: of the function, for a function
     * @param used hears of each permission that let a call through
     */
    public Session(Role role, String name, Consumer<Permission> used) {
        this.role = role;
        this.name = name;
        this.used = used;
        this.statements =
                role.policies().stream().flatMap(p -> p.statements().stream()).toList();
    }

    /** As messages name the caller (IAM user guide, "AWS STS principals"). */
    String arn() {
        return role.arn().replace(":iam::", ":sts::").replace(":role/", ":assumed-role/") + "/" + name;
    }

    /** Why a request is refused, as AWS writes it; empty when it is allowed. */
    public Optional<String> refusal(AccessRequest request) {
        return switch (decide(request)) {
            case Decision.Allowed allowed -> {
                used.accept(allowed.by());
                yield Optional.empty();
            }
            case Decision.Denied denied -> Optional.of(Refusals.text(arn(), request, denied));
        };
    }

    /** An explicit deny, else the first allow, else no ("Policy evaluation logic"). */
    private Decision decide(AccessRequest request) {
        Optional<Permission> allowed = Optional.empty();
        for (Statement statement : about(request.action())) {
            var match = statement.match(role.name(), request);
            if (match.isPresent() && !statement.allows()) {
                return new Decision.Denied(true);
            }
            allowed = allowed.or(() -> match);
        }
        return allowed.<Decision>map(Decision.Allowed::new).orElseGet(() -> new Decision.Denied(false));
    }

    private List<Statement> about(String action) {
        return byAction.computeIfAbsent(
                action, a -> statements.stream().filter(s -> s.names(a)).toList());
    }
}
