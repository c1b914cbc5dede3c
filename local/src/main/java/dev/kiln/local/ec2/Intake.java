package dev.kiln.local.ec2;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The way in for every call: it is counted, and what the local account cannot honour is refused by name. */
final class Intake {
    private static final String DRY_RUN = "DryRun";

    private final SortedMap<String, Integer> calls = new TreeMap<>();

    /**
     * Lets a call in.
     *
     * @param supported the fields that the call honours; one that is not among them must be absent
     */
    void accept(String action, Ec2Request request, Set<String> supported) {
        calls.merge("ec2:" + action, 1, Integer::sum);
        boolean dryRun = false;
        for (SdkField<?> field : request.sdkFields()) {
            if (!given(request, field)) {
                continue;
            }
            if (field.memberName().equals(DRY_RUN)) {
                dryRun = true;
            } else {
                refuseUnless(supported, action, field);
            }
        }
        if (dryRun) {
            throw Ec2Errors.dryRun();
        }
    }

    SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    /** Refuses every field of a part of a request that is given and not among those supported. */
    static void refuseOthers(String where, SdkPojo part, Set<String> supported) {
        for (SdkField<?> field : part.sdkFields()) {
            if (given(part, field)) {
                refuseUnless(supported, where, field);
            }
        }
    }

    private static void refuseUnless(Set<String> supported, String where, SdkField<?> field) {
        if (!supported.contains(field.memberName())) {
            throw new UnsupportedOperationException(
                    where + ": " + field.memberName() + " is not supported by the local account");
        }
    }

    /** An empty list and a false flag ask for nothing: they are what EC2 assumes anyway. */
    private static boolean given(SdkPojo pojo, SdkField<?> field) {
        return Optional.<Object>ofNullable(field.getValueOrDefault(pojo))
                .filter(value -> !Boolean.FALSE.equals(value))
                .filter(value -> !(value instanceof Collection<?> list) || !list.isEmpty())
                .isPresent();
    }
}
