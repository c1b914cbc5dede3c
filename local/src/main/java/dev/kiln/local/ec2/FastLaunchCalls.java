package dev.kiln.local.ec2;

import dev.kiln.local.request.RequestFields;
import dev.kiln.local.time.Delay;
import dev.kiln.local.windows.WindowsDisk;
import software.amazon.awssdk.services.ec2.model.DisableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.DisableFastLaunchResponse;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchRequest;
import software.amazon.awssdk.services.ec2.model.EnableFastLaunchResponse;

import java.util.Optional;
import java.util.Set;

/**
 * EC2 Fast Launch, as far as its state goes: machines are launched as ever (EC2 user guide, "Use EC2 Fast Launch for
 * your Windows instances"). An image that is not generalized fails.
 */
final class FastLaunchCalls {
    static final Set<String> ENABLE =
            Set.of("ImageId", "ResourceType", "SnapshotConfiguration", "LaunchTemplate", "MaxParallelLaunches");
    static final Set<String> DISABLE = Set.of("ImageId");
    private static final Set<String> TEMPLATE = Set.of("LaunchTemplateId", "Version");
    private static final int FEWEST_LAUNCHES = 6;

    private final Engine engine;
    private final Store store;

    FastLaunchCalls(Engine engine, Store store) {
        this.engine = engine;
        this.store = store;
    }

    EnableFastLaunchResponse enable(EnableFastLaunchRequest request) {
        var image = own(request.imageId());
        if (request.maxParallelLaunches() != null && request.maxParallelLaunches() < FEWEST_LAUNCHES) {
            throw Ec2Errors.invalidValue("MaxParallelLaunches must be " + FEWEST_LAUNCHES + " or greater.");
        }
        Optional.ofNullable(request.launchTemplate())
                .ifPresent(template -> RequestFields.refuseOthers("LaunchTemplate", template, TEMPLATE));
        to(image.imageId(), "enabling");
        engine.after(Delay.FAST_LAUNCH_IS_READY, image.imageId() + " is ready for fast launches", () -> ready(image));
        return EnableFastLaunchResponse.builder()
                .imageId(image.imageId())
                .resourceType("snapshot")
                .state("enabling")
                .build();
    }

    private void ready(StoredImage image) {
        store.images()
                .find(image.imageId())
                .filter(i ->
                        i.settings().fastLaunch().filter("enabling"::equals).isPresent())
                .ifPresent(i -> to(i.imageId(), generalized(i) ? "enabled" : "enabling-failed"));
    }

    private boolean generalized(StoredImage image) {
        return image.rootSnapshotId()
                .flatMap(store.snapshots()::find)
                .flatMap(StoredSnapshot::disk)
                .filter(WindowsDisk::generalized)
                .isPresent();
    }

    DisableFastLaunchResponse disable(DisableFastLaunchRequest request) {
        var image = own(request.imageId());
        if (image.settings().fastLaunch().isEmpty()) {
            throw Ec2Errors.client(
                    "InvalidRequest", "Fast launch is not enabled for the image " + image.imageId() + ".");
        }
        to(image.imageId(), "disabling");
        return DisableFastLaunchResponse.builder()
                .imageId(image.imageId())
                .state("disabling")
                .build();
    }

    private StoredImage own(String imageId) {
        var image =
                store.images().launchable(Optional.ofNullable(imageId).orElseThrow(() -> Ec2Errors.missing("ImageId")));
        if (!image.own()) {
            throw Ec2Errors.notYours("image:" + image.imageId());
        }
        return image;
    }

    private void to(String imageId, String state) {
        store.images().find(imageId).ifPresent(image -> {
            store.images().add(image.with(image.settings().withFastLaunch(state)));
            engine.events().fastLaunch(imageId, state);
        });
    }
}
