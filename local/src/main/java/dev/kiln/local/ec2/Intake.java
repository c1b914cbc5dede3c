package dev.kiln.local.ec2;

import dev.kiln.local.request.RequestFields;
import dev.kiln.local.request.Throttle;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The way in for every call: it is counted, held to its rate, and what the local account cannot honour is refused by
 * name.
 */
final class Intake {
    private static final String DRY_RUN = "DryRun";

    private final Throttle throttle;
    private final SortedMap<String, Integer> calls = new TreeMap<>();

    Intake(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * Lets a call in.
     *
     * @param supported the fields that the call honours besides DryRun; one that is not among them must be absent
     */
    void accept(String action, Ec2Request request, Set<String> supported) {
        acceptToCheck(action, request, supported);
        if (dryRun(request)) {
            throw Ec2Errors.dryRun();
        }
    }

    /** Lets a call in that looks at its parameters before it answers that it is a dry run. */
    void acceptToCheck(String action, Ec2Request request, Set<String> supported) {
        calls.merge("ec2:" + action, 1, Integer::sum);
        var known = new TreeSet<>(supported);
        known.add(DRY_RUN);
        RequestFields.refuseOthers(action, request, known);
        if (throttle.isOn()) {
            checkRate(action, request);
        }
    }

    private void checkRate(String action, Ec2Request request) {
        var bucket = Ec2Rates.of(action, request);
        if (!throttle.allows(bucket.name(), bucket.rate())) {
            throw Ec2Errors.throttled();
        }
    }

    /** Whether a call only asks if it would be granted. */
    static boolean dryRun(Ec2Request request) {
        return RequestFields.given(request, DRY_RUN);
    }

    SortedMap<String, Integer> calls() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }
}
