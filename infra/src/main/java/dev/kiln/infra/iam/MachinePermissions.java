package dev.kiln.infra.iam;

import dev.kiln.aws.Tags;
import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What handlers do with instances and images. Kiln acts only on what carries its tags: an instance that a recipe brings
 * as its parent is handed over by giving it the tag {@code kiln:role} = {@code builder}.
 */
final class MachinePermissions {
    private static final String EC2 = "ec2.amazonaws.com";
    private static final String BUILDER = "builder";
    private static final String FAST_LAUNCH = "ec2fastlaunch.amazonaws.com";
    private static final String PRE_SNAPSHOT = "pre-snapshot";
    private static final String TO_COPY = "image-to-copy";
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

    /** Looks at images; EC2 has no resource level for it. */
    static PolicyStatement seeImages() {
        return Statements.allow("SeeImages", List.of("ec2:DescribeImages"), List.of("*"));
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
    private static PolicyStatement encryptVolumes() {
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
                        Stream.of(Arns.ec2("security-group/" + placement.securityGroupId()), arns.keyPairs()))
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

    /** Makes an image of a builder, with Kiln's tags on it and on its snapshots. */
    static Stream<PolicyStatement> createImage() {
        var made = List.of(Arns.ec2Shared("image/*"), Arns.ec2Shared("snapshot/*"));
        return Stream.of(
                Statements.allow(
                        "ImageOf",
                        List.of("ec2:CreateImage"),
                        List.of(Arns.ec2("instance/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), BUILDER))),
                Statements.allow(
                        "Image",
                        List.of("ec2:CreateImage"),
                        made,
                        Map.of("StringEquals", Map.of(requestTag(Tags.ROLE), List.of("image", "snapshot", TO_COPY)))),
                Statements.allow(
                        "TagImage",
                        List.of("ec2:CreateTags"),
                        made,
                        Map.of("StringEquals", Map.of("ec2:CreateAction", List.of("CreateImage", "CopyImage")))));
    }

    /** Makes an encrypted copy of an image; EC2 uses the key in the name of who asks. */
    static Stream<PolicyStatement> copyImage() {
        return Stream.of(
                Statements.allow("Copy", List.of("ec2:CopyImage"), List.of(Arns.ec2Shared("image/*"))),
                encryptVolumes());
    }

    /** Removes what was made to be copied, or before a seal, and nothing else. */
    static Stream<PolicyStatement> removeScaffolds() {
        return Stream.of(
                Statements.allow(
                        "Deregister",
                        List.of("ec2:DeregisterImage"),
                        List.of(Arns.ec2Shared("image/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), TO_COPY))),
                deleteSnapshots(TO_COPY, PRE_SNAPSHOT));
    }

    private static PolicyStatement deleteSnapshots(String... roles) {
        return Statements.allow(
                "DeleteSnapshots",
                List.of("ec2:DeleteSnapshot"),
                List.of(Arns.ec2Shared("snapshot/*")),
                Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), List.of(roles))));
    }

    /**
     * Asks for fast launches of Kiln's images. The account's role for them is made with the first one (EC2 user guide,
     * "Service-linked role for EC2 Fast Launch").
     */
    static Stream<PolicyStatement> fastLaunch() {
        return Stream.of(
                Statements.allow(
                        "FastLaunch",
                        List.of("ec2:EnableFastLaunch"),
                        List.of(Arns.ec2Shared("image/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), "image"))),
                Statements.allow(
                        "FastLaunchBy", List.of("ec2:EnableFastLaunch"), List.of(Arns.ec2("launch-template/*"))),
                Statements.allow(
                        "FastLaunchRole",
                        List.of("iam:CreateServiceLinkedRole"),
                        List.of("arn:" + Aws.PARTITION + ":iam::" + Aws.ACCOUNT_ID + ":role/aws-service-role/"
                                + FAST_LAUNCH + "/AWSServiceRoleForEC2FastLaunch"),
                        Map.of("StringEquals", Map.of("iam:AWSServiceName", FAST_LAUNCH))));
    }

    /** Takes snapshots of a builder before its seal; its volumes may be those of a machine that the recipe brings. */
    static Stream<PolicyStatement> takeSnapshots() {
        return Stream.of(
                Statements.allow(
                        "SnapshotsOf",
                        List.of("ec2:CreateSnapshots"),
                        List.of(Arns.ec2("instance/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), BUILDER))),
                Statements.allow("SnapshotsFrom", List.of("ec2:CreateSnapshots"), List.of(Arns.ec2("volume/*"))),
                Statements.allow(
                        "Snapshots",
                        List.of("ec2:CreateSnapshots"),
                        List.of(Arns.ec2Shared("snapshot/*")),
                        Map.of("StringEquals", Map.of(requestTag(Tags.ROLE), PRE_SNAPSHOT))),
                Statements.allow(
                        "TagSnapshots",
                        List.of("ec2:CreateTags"),
                        List.of(Arns.ec2Shared("snapshot/*")),
                        Map.of("StringEquals", Map.of("ec2:CreateAction", "CreateSnapshots"))),
                seeSnapshots());
    }

    /** Looks at snapshots; EC2 has no resource level for it. */
    static PolicyStatement seeSnapshots() {
        return Statements.allow("SeeSnapshots", List.of("ec2:DescribeSnapshots"), List.of("*"));
    }

    /** Deletes the snapshots that were taken before a seal, and no others. */
    static Stream<PolicyStatement> deletePreSnapshots() {
        return Stream.of(deleteSnapshots(PRE_SNAPSHOT), seeSnapshots());
    }

    /** Says how an image of Kiln's may be used. */
    static PolicyStatement setAttributes() {
        return Statements.allow(
                "SetAttributes",
                List.of(
                        "ec2:ModifyImageAttribute",
                        "ec2:EnableImageDeprecation",
                        "ec2:EnableImageDeregistrationProtection"),
                List.of(Arns.ec2Shared("image/*")),
                Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), "image")));
    }

    /** Adds what is known only after sealing, to images and snapshots of Kiln's alone, and no other tags. */
    static PolicyStatement tagLater() {
        return Statements.allow(
                "TagLater",
                List.of("ec2:CreateTags"),
                List.of(Arns.ec2Shared("image/*"), Arns.ec2Shared("snapshot/*")),
                Map.of(
                        "StringEquals",
                        Map.of(resourceTag(Tags.ROLE), List.of("image", "snapshot")),
                        "ForAllValues:StringEquals",
                        Map.of(
                                "aws:TagKeys",
                                Stream.concat(
                                                Tags.ofImage("", "", "", "", "").keySet().stream(),
                                                Stream.of(Tags.BUILD, Tags.HAND_TOUCHED))
                                        .toList())));
    }

    /**
     * Looks for what uses an image, and ends it with its snapshots. EC2 looks for references in the name of who asks
     * (EC2 user guide, "Identify your resources referencing specified AMIs").
     */
    static Stream<PolicyStatement> retireImages() {
        return Stream.of(
                Statements.allow(
                        "SeeUses",
                        List.of(
                                "ec2:DescribeImageReferences",
                                "ec2:DescribeInstances",
                                "ec2:DescribeLaunchTemplates",
                                "ec2:DescribeLaunchTemplateVersions",
                                "imagebuilder:ListContainerRecipes",
                                "imagebuilder:ListImageRecipes",
                                "ssm:DescribeParameters"),
                        List.of("*")),
                Statements.allow("SeeParameters", List.of("ssm:GetParameters"), List.of(Arns.parameter("/*"))),
                Statements.allow(
                        "SeeContainerRecipes",
                        List.of("imagebuilder:GetContainerRecipe"),
                        List.of(Arns.containerRecipes())),
                Statements.allow(
                        "SeeSharing",
                        List.of("ec2:DescribeImageAttribute"),
                        List.of(Arns.ec2Shared("image/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), "image"))),
                Statements.allow(
                        "RetireImage",
                        List.of("ec2:DeregisterImage", "ec2:DisableFastLaunch"),
                        List.of(Arns.ec2Shared("image/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), "image"))),
                Statements.allow(
                        "DeleteSnapshot",
                        List.of("ec2:DeleteSnapshot"),
                        List.of(Arns.ec2Shared("snapshot/*")),
                        Map.of("StringEquals", Map.of(resourceTag(Tags.ROLE), "snapshot"))));
    }

    /** Says of an image of Kiln's whether it has proven to boot, and nothing else. */
    static PolicyStatement judge() {
        return Statements.allow(
                "Judge",
                List.of("ec2:CreateTags"),
                List.of(Arns.ec2Shared("image/*")),
                Map.of(
                        "StringEquals",
                        Map.of(resourceTag(Tags.ROLE), "image"),
                        "ForAllValues:StringEquals",
                        Map.of("aws:TagKeys", List.of(Tags.STATE))));
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

    private static String resourceTag(String tag) {
        return "aws:ResourceTag/" + tag;
    }

    private static String requestTag(String tag) {
        return "aws:RequestTag/" + tag;
    }
}
