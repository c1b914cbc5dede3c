package dev.kiln.local.ec2;

import dev.kiln.local.request.Rate;
import dev.kiln.local.request.RequestFields;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How often each action may be called in an account and region (EC2 developer guide, "Request throttling"). */
final class Ec2Rates {
    private static final Rate DESCRIBE = new Rate(100, 20);
    private static final Rate DESCRIBE_EVERYTHING = new Rate(50, 10);
    private static final Rate OTHER_CHANGE = new Rate(50, 5);
    private static final Set<String> CAN_DESCRIBE_EVERYTHING =
            Set.of("DescribeInstances", "DescribeNetworkInterfaces", "DescribeSnapshots", "DescribeVolumes");
    private static final Map<String, Rate> CHANGES = Map.ofEntries(
            Map.entry("RunInstances", new Rate(5, 2)),
            Map.entry("StartInstances", new Rate(5, 2)),
            Map.entry("TerminateInstances", new Rate(100, 5)),
            Map.entry("DeregisterImage", new Rate(100, 5)),
            Map.entry("CopyImage", new Rate(100, 1)),
            Map.entry("CreateSnapshots", new Rate(100, 5)),
            Map.entry("DeleteSnapshot", new Rate(100, 5)),
            Map.entry("CreateTags", new Rate(100, 10)),
            Map.entry("DeleteTags", new Rate(100, 10)),
            Map.entry("EnableFastLaunch", new Rate(5, 2)),
            Map.entry("DisableFastLaunch", new Rate(5, 2)));

    private Ec2Rates() {}

    /** A bucket with its name: asking for everything has another one than asking by ids, filters or pages. */
    record Bucket(String name, Rate rate) {}

    static Bucket of(String action, Ec2Request request) {
        if (CAN_DESCRIBE_EVERYTHING.contains(action) && asksForEverything(request)) {
            return new Bucket(action + " of everything", DESCRIBE_EVERYTHING);
        }
        boolean looks = action.startsWith("Describe") || action.startsWith("Get");
        return new Bucket(action, looks ? DESCRIBE : CHANGES.getOrDefault(action, OTHER_CHANGE));
    }

    private static boolean asksForEverything(Ec2Request request) {
        return Stream.of("Filters", "MaxResults", "InstanceIds", "NetworkInterfaceIds", "SnapshotIds", "VolumeIds")
                .noneMatch(field -> RequestFields.given(request, field));
    }
}
