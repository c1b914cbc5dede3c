package dev.kiln.local.ec2;

import java.util.List;
import java.util.function.Predicate;

/** The owners that a Describe call names: self, amazon or account ids. */
final class Owners {
    private Owners() {}

    /** Which account ids are meant; without owners every account is. */
    static Predicate<String> of(List<String> owners) {
        var ids = owners.stream().map(Owners::id).toList();
        return ownerId -> ids.isEmpty() || ids.contains(ownerId);
    }

    private static String id(String owner) {
        return switch (owner) {
            case "self" -> Account.ID;
            case Account.AMAZON_ALIAS -> Account.AMAZON;
            default -> owner;
        };
    }
}
