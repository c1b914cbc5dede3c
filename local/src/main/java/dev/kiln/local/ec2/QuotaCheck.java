package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.InstanceStateName;

import java.util.List;
import java.util.Set;

/** Refuses what would be more than the account may have. */
final class QuotaCheck {
    private static final Set<InstanceStateName> COUNTED = Set.of(InstanceStateName.PENDING, InstanceStateName.RUNNING);

    private final Store store;
    private Quotas quotas = Quotas.USUAL;

    QuotaCheck(Store store) {
        this.store = store;
    }

    void quotas(Quotas newQuotas) {
        quotas = newQuotas;
    }

    /** Whether instances of these types may start now, all together. */
    void checkProcessors(List<String> instanceTypes) {
        if (quotas.processors() == Quotas.USUAL.processors()) {
            return;
        }
        int running = store.instances()
                .all()
                .filter(machine -> COUNTED.contains(machine.state()))
                .mapToInt(machine -> TypeQueries.processors(machine.facts().instanceType()))
                .sum();
        int wanted = instanceTypes.stream().mapToInt(TypeQueries::processors).sum();
        if (running + wanted > quotas.processors()) {
            throw Ec2Errors.tooManyProcessors(quotas.processors());
        }
    }

    /** Whether one more image may be made. Which code EC2 has for it is not documented; this one is assumed. */
    void checkImages() {
        if (store.images().own().size() >= quotas.images()) {
            throw Ec2Errors.client(
                    "ResourceLimitExceeded", "You have reached your quota of " + quotas.images() + " AMIs.");
        }
    }
}
