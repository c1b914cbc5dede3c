package dev.kiln.infra.iam;

import dev.kiln.aws.Tags;
import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What handlers do with machines. Kiln acts only on what carries its tags: an instance that a recipe brings as its
 * parent is handed over by giving it the tag {@code kiln:role} = {@code builder}.
 */
final class MachinePermissions {
    private static final String EC2 = "ec2.amazonaws.com";
    static final String BUILDER = "builder";
    private static final List<String> MACHINES = List.of(BUILDER, "verifier");

    private final Arns arns;
    private final Placement placement;

    MachinePermissions(Arns arns, Placement placement) {
        this.arns = arns;
        this.placement = placement;
    }

    /** Looks at instances; EC2 has no resource level for it. */
    static PolicyStatement seeInstances() {
        return Statements.allow("SeeInstances", List.of("ec2:DescribeInstances"), List.of("*"));
    }

    /** Launches a machine into Kiln's place, with Kiln's profile and with Kiln's tags. */
    Stream<PolicyStatement> launch() {
        return Stream.of(
                Statements.allow(
                        "LaunchInstance",
                        List.of("ec2:RunInstances"),
                        List.of(Arns.ec2("instance/*")),
                        Map.of(
                                "StringEquals", Map.of(requestTag(Tags.ROLE), MACHINES),
                                "ArnEquals", Map.of("ec2:InstanceProfile", arns.builderProfile()))),
                Statements.allow(
                        "LaunchWith",
                        List.of("ec2:RunInstances"),
                        List.of(Arns.ec2("volume/*"), Arns.ec2("network-interface/*")),
                        Map.of("StringEquals", Map.of(requestTag(Tags.ROLE), MACHINES))),
                Statements.allow(
                        "LaunchFrom",
                        List.of("ec2:RunInstances"),
                        List.of(Arns.ec2Shared("image/*"), Arns.ec2Shared("snapshot/*"))),
                encryptVolumes(),
                Statements.allow("LaunchInto", List.of("ec2:RunInstances"), places()),
                Statements.allow(
                        "TagLaunched",
                        List.of("ec2:CreateTags"),
                        List.of(Arns.ec2("instance/*"), Arns.ec2("volume/*"), Arns.ec2("network-interface/*")),
                        Map.of("StringEquals", Map.of("ec2:CreateAction", "RunInstances"))),
                Statements.allow(
                        "GiveProfile",
                        List.of("iam:PassRole"),
                        List.of(arns.role(BUILDER)),
                        Map.of("StringEquals", Map.of("iam:PassedToService", EC2))));
    }

    /**
     * EC2 uses a key in the name of who launches (EBS user guide, "Requirements for Amazon EBS encryption"). The key's
     * own policy must allow it, too.
     */
    static PolicyStatement encryptVolumes() {
        return Statements.allow(
                "EncryptVolumes",
                List.of(
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:GenerateDataKeyWithoutPlaintext",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo"),
                List.of(Arns.keys()),
                Map.of("StringEquals", Map.of("kms:ViaService", "ec2." + Aws.REGION + ".amazonaws.com")));
    }

    private List<String> places() {
        return Stream.concat(
                        placement.subnetIds().stream().map(id -> Arns.ec2("subnet/" + id)),
                        Stream.of(Arns.ec2("security-group/" + placement.securityGroupId())))
                .toList();
    }

    /** Makes and removes the key pair of a machine that proves an image, and asks for the password encrypted for it. */
    Stream<PolicyStatement> proveByKeyPair() {
        return Stream.of(
                Statements.allow(
                        "MakeKeyPair",
                        List.of("ec2:CreateKeyPair"),
                        List.of(arns.keyPairs()),
                        Map.of("StringEquals", Map.of(requestTag(Tags.ROLE), MACHINES))),
                Statements.allow(
                        "TagKeyPair",
                        List.of("ec2:CreateTags"),
                        List.of(Arns.ec2("key-pair/*")),
                        Map.of("StringEquals", Map.of("ec2:CreateAction", "CreateKeyPair"))),
                Statements.allow("LaunchWithKeyPair", List.of("ec2:RunInstances"), List.of(arns.keyPairs())),
                removeKeyPair(),
                onMachines("Password", "ec2:GetPasswordData"));
    }

    PolicyStatement removeKeyPair() {
        return Statements.allow(
                "RemoveKeyPair",
                List.of("ec2:DeleteKeyPair"),
                List.of(arns.keyPairs()),
                Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), MACHINES)));
    }

    PolicyStatement terminate() {
        return onMachines("Terminate", "ec2:TerminateInstances");
    }

    /** Brings back what was parked. */
    PolicyStatement start() {
        return onMachines("Start", "ec2:StartInstances");
    }

    /** Looks at the console of a machine before it is parked. */
    PolicyStatement console() {
        return onMachines("Console", "ec2:GetConsoleOutput", "ec2:GetConsoleScreenshot");
    }

    PolicyStatement stop() {
        return onMachines("Stop", "ec2:StopInstances");
    }

    private static PolicyStatement onMachines(String sid, String... actions) {
        return onWhatIsKilns(sid, "instance", actions);
    }

    private static PolicyStatement onWhatIsKilns(String sid, String type, String... actions) {
        return Statements.allow(
                sid,
                List.of(actions),
                List.of(Arns.ec2(type + "/*")),
                Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), MACHINES)));
    }

    /** Finds what is left of machines; EC2 has no resource level for it. */
    static PolicyStatement seeLeftovers() {
        return Statements.allow(
                "SeeLeftovers",
                List.of(
                        "ec2:DescribeVolumes",
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeSnapshots",
                        "ec2:DescribeKeyPairs"),
                List.of("*"));
    }

    /** Removes volumes and network interfaces that have outlived their machine. */
    static Stream<PolicyStatement> removeLeftovers() {
        return Stream.of(
                onWhatIsKilns("RemoveVolume", "volume", "ec2:DeleteVolume"),
                onWhatIsKilns("RemoveInterface", "network-interface", "ec2:DeleteNetworkInterface"));
    }

    /**
     * Changes the root volume of a machine that a recipe brings. A volume has tags of its own, so whoever hands a
     * machine over to be grown tags both.
     */
    static Stream<PolicyStatement> changeVolume() {
        return Stream.of(
                Statements.allow(
                        "SeeVolumes", List.of("ec2:DescribeVolumes", "ec2:DescribeVolumesModifications"), List.of("*")),
                Statements.allow(
                        "ChangeVolume",
                        List.of("ec2:ModifyVolume"),
                        List.of(Arns.ec2("volume/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), BUILDER))));
    }

    /** Says of a builder of Kiln's that another build has taken it over, and nothing else. */
    static PolicyStatement handOver() {
        return Statements.allow(
                "HandOver",
                List.of("ec2:CreateTags"),
                List.of(Arns.ec2("instance/*")),
                Map.of(
                        "StringEquals",
                        Map.of(resourceTag(Tags.ROLE), BUILDER),
                        "ForAllValues:StringEquals",
                        Map.of("aws:TagKeys", List.of(Tags.BUILD))));
    }

    static String resourceTag(String tag) {
        return "aws:ResourceTag/" + tag;
    }

    static String requestTag(String tag) {
        return "aws:RequestTag/" + tag;
    }
}
