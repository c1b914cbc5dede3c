package dev.kiln.local.simulation;

import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;

import java.time.Duration;
import java.util.List;

/**
 * What was made a moment ago is not seen everywhere yet: neither its id nor its tags (EC2 developer guide, "Eventual
 * consistency in the Amazon EC2 API").
 */
final class EventualConsistency implements CallFault {
    private static final Duration ID_IS_NEW = Duration.ofSeconds(90);
    private static final Duration TAGS_ARE_NEW = Duration.ofSeconds(60);

    private final Births births;
    private final Dice dice;

    EventualConsistency(Births births, Dice dice) {
        this.births = births;
        this.dice = dice;
    }

    @Override
    public void before(ApiCall call) {
        switch (call.request()) {
            case DescribeInstancesRequest look ->
                look.instanceIds().forEach(id -> hide(call, "InvalidInstanceID.NotFound", id));
            case DescribeImagesRequest look -> look.imageIds().forEach(id -> hide(call, "InvalidAMIID.NotFound", id));
            case GetCommandInvocationRequest look -> hide(call, "InvocationDoesNotExist", look.commandId());
            default -> {
                // Names nothing that was made a moment ago.
            }
        }
    }

    private void hide(ApiCall call, String code, String id) {
        if (births.youngerThan(id, ID_IS_NEW) && dice.strikes(FaultKind.ID_NOT_FOUND, id)) {
            throw ServiceErrors.notFound(call, code, id);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T after(ApiCall call, T answer) {
        return switch (answer) {
            case DescribeImagesResponse seen ->
                (T) seen.toBuilder()
                        .images(seen.images().stream().map(this::image).toList())
                        .build();
            case DescribeInstancesResponse seen ->
                (T) seen.toBuilder()
                        .reservations(seen.reservations().stream()
                                .map(r -> reservation(r, filtersByTag(call)))
                                .toList())
                        .build();
            default -> answer;
        };
    }

    private static boolean filtersByTag(ApiCall call) {
        return call.request() instanceof DescribeInstancesRequest look
                && look.filters().stream().anyMatch(filter -> filter.name().startsWith("tag"));
    }

    private Image image(Image image) {
        return late(image.imageId()) ? image.toBuilder().tags(List.of()).build() : image;
    }

    /** Who filters by a tag that is not seen yet does not see the instance. */
    private Reservation reservation(Reservation reservation, boolean byTag) {
        return reservation.toBuilder()
                .instances(reservation.instances().stream()
                        .flatMap(instance -> instance(instance, byTag).stream())
                        .toList())
                .build();
    }

    private List<Instance> instance(Instance instance, boolean byTag) {
        if (!late(instance.instanceId())) {
            return List.of(instance);
        }
        return byTag ? List.of() : List.of(instance.toBuilder().tags(List.of()).build());
    }

    private boolean late(String id) {
        return births.youngerThan(id, TAGS_ARE_NEW) && dice.strikes(FaultKind.TAGS_LATE, id);
    }
}
