package dev.kiln.infra.iam;

import dev.kiln.aws.Tags;
import dev.kiln.infra.naming.Arns;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What handlers do with images and snapshots: Kiln makes them with its tags, and acts only on what carries those. */
final class ImagePermissions {
    private static final String FAST_LAUNCH = "ec2fastlaunch.amazonaws.com";
    private static final String PRE_SNAPSHOT = "pre-snapshot";
    private static final String TO_COPY = "image-to-copy";

    private ImagePermissions() {}

    /** Looks at images; EC2 has no resource level for it. */
    static PolicyStatement seeImages() {
        return Statements.allow("SeeImages", List.of("ec2:DescribeImages"), List.of("*"));
    }

    /** Makes an image of a builder, with Kiln's tags on it and on its snapshots. */
    static Stream<PolicyStatement> createImage() {
        var made = List.of(Arns.ec2Shared("image/*"), Arns.ec2Shared("snapshot/*"));
        return Stream.of(
                Statements.allow(
                        "ImageOf",
                        List.of("ec2:CreateImage"),
                        List.of(Arns.ec2("instance/*")),
                        Map.of(
                                "StringEquals",
                                Map.of(MachinePermissions.resourceTag(Tags.ROLE), MachinePermissions.BUILDER))),
                Statements.allow(
                        "Image",
                        List.of("ec2:CreateImage"),
                        made,
                        Map.of(
                                "StringEquals",
                                Map.of(
                                        MachinePermissions.requestTag(Tags.ROLE),
                                        List.of("image", "snapshot", TO_COPY)))),
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
                MachinePermissions.encryptVolumes());
    }

    /** Removes what was made to be copied, or before a seal, and nothing else. */
    static Stream<PolicyStatement> removeScaffolds() {
        return Stream.of(
                onWhatIsTagged("Deregister", "image", TO_COPY, "ec2:DeregisterImage"),
                deleteSnapshots("DeleteScaffolds", TO_COPY, PRE_SNAPSHOT));
    }

    private static PolicyStatement deleteSnapshots(String sid, String... roles) {
        return Statements.allow(
                sid,
                List.of("ec2:DeleteSnapshot"),
                List.of(Arns.ec2Shared("snapshot/*")),
                Map.of("StringEquals", Map.of(MachinePermissions.resourceTag(Tags.ROLE), List.of(roles))));
    }

    /**
     * Asks for fast launches of Kiln's images. The account's role for them is made with the first one (EC2 user guide,
     * "Service-linked role for EC2 Fast Launch").
     */
    static Stream<PolicyStatement> fastLaunch() {
        return Stream.of(
                onWhatIsTagged("FastLaunch", "image", "image", "ec2:EnableFastLaunch"),
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
                        Map.of(
                                "StringEquals",
                                Map.of(MachinePermissions.resourceTag(Tags.ROLE), MachinePermissions.BUILDER))),
                Statements.allow("SnapshotsFrom", List.of("ec2:CreateSnapshots"), List.of(Arns.ec2("volume/*"))),
                Statements.allow(
                        "Snapshots",
                        List.of("ec2:CreateSnapshots"),
                        List.of(Arns.ec2Shared("snapshot/*")),
                        Map.of("StringEquals", Map.of(MachinePermissions.requestTag(Tags.ROLE), PRE_SNAPSHOT))),
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
        return Stream.of(deleteSnapshots("DeletePreSnapshots", PRE_SNAPSHOT), seeSnapshots());
    }

    /** Says how an image of Kiln's may be used. */
    static PolicyStatement setAttributes() {
        return onWhatIsTagged(
                "SetAttributes",
                "image",
                "image",
                "ec2:ModifyImageAttribute",
                "ec2:EnableImageDeprecation",
                "ec2:EnableImageDeregistrationProtection");
    }

    /** Adds what is known only after sealing, to images and snapshots of Kiln's alone, and no other tags. */
    static PolicyStatement tagLater() {
        return Statements.allow(
                "TagLater",
                List.of("ec2:CreateTags"),
                List.of(Arns.ec2Shared("image/*"), Arns.ec2Shared("snapshot/*")),
                Map.of(
                        "StringEquals",
                        Map.of(MachinePermissions.resourceTag(Tags.ROLE), List.of("image", "snapshot")),
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
                                "autoscaling:DescribeLaunchConfigurations",
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
                onWhatIsTagged("SeeSharing", "image", "image", "ec2:DescribeImageAttribute"),
                onWhatIsTagged("RetireImage", "image", "image", "ec2:DeregisterImage", "ec2:DisableFastLaunch"),
                onWhatIsTagged("DeleteSnapshot", "snapshot", "snapshot", "ec2:DeleteSnapshot"));
    }

    /** Says of an image of Kiln's whether it has proven to boot, and nothing else. */
    static PolicyStatement judge() {
        return Statements.allow(
                "Judge",
                List.of("ec2:CreateTags"),
                List.of(Arns.ec2Shared("image/*")),
                Map.of(
                        "StringEquals",
                        Map.of(MachinePermissions.resourceTag(Tags.ROLE), "image"),
                        "ForAllValues:StringEquals",
                        Map.of("aws:TagKeys", List.of(Tags.STATE))));
    }

    private static PolicyStatement onWhatIsTagged(String sid, String type, String role, String... actions) {
        return Statements.allow(
                sid,
                List.of(actions),
                List.of(Arns.ec2Shared(type + "/*")),
                Map.of("StringEquals", Map.of(MachinePermissions.resourceTag(Tags.ROLE), role)));
    }
}
