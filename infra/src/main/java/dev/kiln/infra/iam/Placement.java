package dev.kiln.infra.iam;

import java.util.List;

/**
 * Where machines are launched.
 *
 * @param subnetIds in the order in which they are tried
 */
public record Placement(List<String> subnetIds, String securityGroupId) {
    public Placement {
        subnetIds = List.copyOf(subnetIds);
    }
}
