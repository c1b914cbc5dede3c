package dev.kiln.local.ec2;

import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeprecationResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What an owner can tell EC2 of an image (EC2 API reference, the actions of these names). */
final class ImageSettingCalls {
    static final Set<String> ATTRIBUTE = Set.of("ImageId", "ImdsSupport");
    static final Set<String> DEPRECATION = Set.of("ImageId", "DeprecateAt");
    static final Set<String> PROTECTION = Set.of("ImageId", "WithCooldown");

    /** Ten years. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(3653);

    private final Engine engine;
    private final Images images;

    ImageSettingCalls(Engine engine, Images images) {
        this.engine = engine;
        this.images = images;
    }

    ModifyImageAttributeResponse modify(ModifyImageAttributeRequest request) {
        var value = Optional.ofNullable(request.imdsSupport())
                .map(v -> v.value())
                .orElseThrow(() -> Ec2Errors.missing("attribute"));
        if (!"v2.0".equals(value)) {
            throw Ec2Errors.invalidValue("Invalid value '" + value + "' for imdsSupport");
        }
        change(request.imageId(), settings -> settings.withImdsSupport(value));
        return ModifyImageAttributeResponse.builder().build();
    }

    EnableImageDeprecationResponse deprecate(EnableImageDeprecationRequest request) {
        var at = Optional.ofNullable(request.deprecateAt())
                .orElseThrow(() -> Ec2Errors.missing("deprecateAt"))
                .plusSeconds(30)
                .truncatedTo(ChronoUnit.MINUTES);
        if (!at.isAfter(engine.now()) || at.isAfter(engine.now().plus(LONGEST_LIFE))) {
            throw Ec2Errors.invalidValue("Value (" + at + ") for parameter DeprecateAt is invalid.");
        }
        change(request.imageId(), settings -> settings.deprecated(at));
        return EnableImageDeprecationResponse.builder().returnValue(true).build();
    }

    EnableImageDeregistrationProtectionResponse protect(EnableImageDeregistrationProtectionRequest request) {
        var protection =
                Boolean.TRUE.equals(request.withCooldown()) ? "enabled-with-cooldown" : "enabled-without-cooldown";
        change(request.imageId(), settings -> settings.withProtection(protection));
        return EnableImageDeregistrationProtectionResponse.builder()
                .returnValue(protection)
                .build();
    }

    private void change(String imageId, UnaryOperator<ImageSettings> change) {
        var image = images.existing(Optional.ofNullable(imageId).orElseThrow(() -> Ec2Errors.missing("imageId")));
        if (!image.own()) {
            throw Ec2Errors.notYours("image:" + image.imageId());
        }
        images.add(image.with(change.apply(image.settings())));
    }
}
