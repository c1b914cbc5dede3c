package dev.kiln.infra;

import dev.kiln.infra.naming.Names;
import software.amazon.awscdk.services.ec2.CfnSecurityGroup;
import software.constructs.Construct;

import java.util.List;

/** What reaches a builder: nothing. SSM's agent calls out. */
final class BuilderSecurityGroup extends Construct {
    private final CfnSecurityGroup group;

    BuilderSecurityGroup(Construct scope, Names names, String vpcId) {
        super(scope, "BuilderSecurityGroup");
        group = CfnSecurityGroup.Builder.create(this, "Group")
                .groupName(names.builder())
                .groupDescription("Kiln builders: nothing comes in")
                .vpcId(vpcId)
                .securityGroupIngress(List.of())
                .securityGroupEgress(List.of(egress(443, "HTTPS: SSM, S3, updates"), egress(80, "HTTP: updates")))
                .build();
    }

    String id() {
        return group.getAttrGroupId();
    }

    private static CfnSecurityGroup.EgressProperty egress(int port, String what) {
        return CfnSecurityGroup.EgressProperty.builder()
                .cidrIp("0.0.0.0/0")
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .description(what)
                .build();
    }
}
