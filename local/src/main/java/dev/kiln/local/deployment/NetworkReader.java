package dev.kiln.local.deployment;

import dev.kiln.local.ec2.Network;
import dev.kiln.local.template.Templates;

import java.util.TreeMap;
import java.util.TreeSet;

/** What the templates give instances to be launched into. */
final class NetworkReader {
    private NetworkReader() {}

    static Network read(Templates templates) {
        var zones = new TreeMap<String, String>();
        templates
                .ofType("AWS::EC2::Subnet")
                .forEach(subnet -> zones.put(subnet.ref(), subnet.text("AvailabilityZone")));
        var groups = new TreeSet<String>();
        templates.ofType("AWS::EC2::SecurityGroup").forEach(group -> groups.add(group.attribute("GroupId")));
        var profiles = new TreeSet<String>();
        templates.ofType("AWS::IAM::InstanceProfile").forEach(profile -> profiles.add(profile.ref()));
        return new Network(zones, groups, profiles);
    }
}
