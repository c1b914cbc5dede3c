package dev.kiln.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which order the subnets of a deployment are tried for a machine. All of them are, because any may have no
 * capacity.
 */
sealed interface SubnetOrder {
    /** As the deployment names them. */
    record AsDeployed() implements SubnetOrder {}

    /** Beginning with one of them. */
    record BeginningWith(String subnetId) implements SubnetOrder {}

    /** Beginning behind one of them, so that this one is the last. */
    record EndingWith(String subnetId) implements SubnetOrder {}

    /** These subnets in this order; unchanged when the one that counts is not among them. */
    default List<String> of(List<String> subnetIds) {
        return switch (this) {
            case AsDeployed asTheyAre -> subnetIds;
            case BeginningWith first -> from(Math.max(0, subnetIds.indexOf(first.subnetId())), subnetIds);
            case EndingWith last -> from(subnetIds.indexOf(last.subnetId()) + 1, subnetIds);
        };
    }

    private static List<String> from(int position, List<String> subnetIds) {
        var turned = new ArrayList<>(subnetIds);
        Collections.rotate(turned, -position);
        return List.copyOf(turned);
    }
}
