package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is in the account and not Kiln's: machines, one of them of another deployment of Kiln, and images. */
final class Strangers {
    static final String PARENT = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base";

    private static final String IMAGE = "somebody's image";

    private final LocalAccount account;
    private final List<String> machines = new ArrayList<>();
    private final List<String> images = new ArrayList<>();
    private final List<String> stolenNames = new ArrayList<>();

    Strangers(LocalAccount account) {
        this.account = account;
    }

    /** Moves in. */
    void moveIn() {
        machines.add(launch(List.of(tag("Name", "somebody's server"))));
        machines.add(launch(List.of(
                tag("kiln:build", "r1-of-another-deployment"),
                tag("kiln:role", "builder"),
                tag("kiln:deployment", "elsewhere"))));
        // Until they run.
        account.timeline().runTo(account.timeline().instant().plus(Duration.ofMinutes(1)));
        images.add(image(IMAGE));
    }

    /** Whether an image of this name was theirs from the beginning. */
    static boolean isTheirs(String imageName) {
        return imageName.equals(IMAGE);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private String launch(List<Tag> tags) {
        var settings = account.deployment().settings();
        String parent =
                account.ssm().getParameter(r -> r.name(PARENT)).parameter().value();
        return account.ec2()
                .runInstances(r -> r.imageId(parent)
                        .instanceType("m7i.large")
                        .minCount(1)
                        .maxCount(1)
                        .subnetId(settings.subnetIds().getFirst())
                        .securityGroupIds(settings.securityGroupId())
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.INSTANCE)
                                .tags(tags)
                                .build()))
                .instances()
                .getFirst()
                .instanceId();
    }

    private String image(String name) {
        return account.ec2()
                .createImage(r -> r.instanceId(machines.getFirst()).name(name).noReboot(true))
                .imageId();
    }

    /** Takes the name that an image of Kiln is about to get, unless it is taken already. */
    void steal(String name) {
        try {
            stolenNames.add(image(name));
        } catch (AwsServiceException e) {
            if (!"InvalidAMIName.Duplicate".equals(e.awsErrorDetails().errorCode())) {
                throw e;
            }
        }
    }

    /** Gives the names back. */
    void relent() {
        stolenNames.forEach(id -> account.ec2().deregisterImage(r -> r.imageId(id)));
        stolenNames.clear();
    }

    /** Those that must be there untouched at the end. */
    List<String> machines() {
        return List.copyOf(machines);
    }

    List<String> images() {
        return List.copyOf(images);
    }
}
