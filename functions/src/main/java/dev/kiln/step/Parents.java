package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Images;
import dev.kiln.aws.Tags;
import dev.kiln.build.PinnedParent;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.lineage.Channels;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.Lineage;
import dev.kiln.recipe.Firmware;
import dev.kiln.recipe.Parent;

import java.util.List;
import java.util.Optional;

/** Resolves what a recipe calls its parent to one image. */
public final class Parents {
    private final Images images;
    private final Commands commands;
    private final Builders builders;
    private final Lineage lineage;
    private final Channels channels;

    Parents(Steps.Records records, Steps.Aws aws) {
        this.images = aws.images();
        this.commands = aws.commands();
        this.builders = aws.builders();
        this.lineage = records.lineage();
        this.channels = records.channels();
    }

    /**
     * Resolves it as the world is now.
     *
     * @throws ParentUnavailable says what is not there and what to do
     */
    public PinnedParent pin(Parent parent) {
        return switch (parent) {
            case Parent.Ssm ssm -> ssm(ssm);
            case Parent.Ami ami -> image(ami.imageId(), "the image " + ami.imageId());
            case Parent.Newest newest -> newest(newest);
            case Parent.OfRecipe own ->
                own.channel().map(name -> ofChannel(own.recipe(), name)).orElseGet(() -> newestOf(own.recipe()));
            case Parent.RunningInstance running -> running(running);
        };
    }

    /**
     * Compares what a recipe wants of the firmware with what its parent has.
     *
     * @throws ParentUnavailable when the image would not boot as the recipe wants
     */
    public void require(Firmware wanted, PinnedParent parent) {
        if (wanted.equals(Firmware.AS_IT_IS)) {
            return;
        }
        var view = images.view(parent.imageId());
        String mode = view.flatMap(Images.View::bootMode).orElse("legacy-bios");
        wanted.bootMode().filter(asked -> !asked.equals(mode)).ifPresent(asked -> {
            throw otherFirmware("the boot mode " + asked, parent, "boots by " + mode);
        });
        wanted.tpm().filter(asked -> view.flatMap(Images.View::tpm).isEmpty()).ifPresent(asked -> {
            throw otherFirmware("a TPM " + asked, parent, "has none");
        });
    }

    /**
     * The devices of the parent's encrypted volumes, which the image inherits; of a machine that the recipe brings its
     * image does not tell.
     */
    public List<String> encrypted(PinnedParent parent) {
        return parent.instanceId().isPresent()
                ? List.of()
                : images.view(parent.imageId()).map(Images.View::encrypted).orElse(List.of());
    }

    private static ParentUnavailable otherFirmware(String wanted, PinnedParent parent, String has) {
        return new ParentUnavailable(
                "The recipe wants " + wanted + ", and its parent " + parent.imageId() + " ("
                        + parent.imageName() + ") " + has
                        + ". An image has this from the machine that it is made of, and CreateImage cannot change it."
                        + " Nothing was started. Name a parent that has it, for example one of Amazon's whose names begin with TPM-Windows_Server, and upload the recipe again.");
    }

    private PinnedParent ssm(Parent.Ssm ssm) {
        String imageId = commands.parameter(ssm.parameter())
                .orElseThrow(
                        () -> unavailable(
                                "SSM has no parameter " + ssm.parameter(),
                                "Name one that exists; aws ssm get-parameters-by-path --path /aws/service/ami-windows-latest lists Amazon's"));
        return image(imageId, "SSM parameter " + ssm.parameter());
    }

    private PinnedParent newest(Parent.Newest newest) {
        return images.newest(newest.namePattern(), newest.owner())
                .map(view -> pinned(
                        view,
                        "the newest image of " + newest.owner() + " named " + newest.namePattern(),
                        Optional.empty()))
                .orElseThrow(() -> unavailable(
                        "no available image of " + newest.owner() + " has a name like " + newest.namePattern(),
                        "Check owner and pattern"));
    }

    private PinnedParent newestOf(String recipe) {
        return lineage.ofRecipe(recipe)
                .filter(ImageLineage::releasable)
                .map(ImageLineage::imageId)
                .flatMap(imageId -> images.view(imageId).stream())
                .filter(Images.View::available)
                .findFirst()
                .map(view -> pinned(view, "the newest verified image of the recipe " + recipe, Optional.empty()))
                .orElseThrow(() -> unavailable(
                        "there is no verified and available image of the recipe " + recipe,
                        "Build " + recipe + " first"));
    }

    private PinnedParent ofChannel(String recipe, String name) {
        String mend = " (kiln channel " + recipe + " " + name + " IMAGE)";
        String imageId = channels.of(recipe, name)
                .imageId()
                .orElseThrow(() ->
                        unavailable("the recipe " + recipe + " has no channel " + name, "Point it to an image" + mend));
        return images.view(imageId)
                .filter(Images.View::available)
                .map(view -> pinned(view, "the channel " + name + " of the recipe " + recipe, Optional.empty()))
                .orElseThrow(() -> unavailable(
                        "EC2 has no available image " + imageId + ", to which the channel " + name + " of the recipe "
                                + recipe + " points",
                        "Point it to another one" + mend));
    }

    private PinnedParent running(Parent.RunningInstance running) {
        String id = running.instanceId();
        var instance = builders.running(id)
                .orElseThrow(() -> unavailable("the instance " + id + " is not running", "Start it, or name another"));
        if (instance.role().filter(MachineLaunch.BUILDER::equals).isEmpty()) {
            throw unavailable(
                    "the instance " + id + " does not carry the tag " + Tags.ROLE + " = " + MachineLaunch.BUILDER
                            + ", and Kiln may touch no machine without it",
                    "Tag it (aws ec2 create-tags --resources " + id + " --tags Key=" + Tags.ROLE + ",Value="
                            + MachineLaunch.BUILDER + ")");
        }
        var image = images.view(instance.imageId());
        return new PinnedParent(
                instance.imageId(),
                image.map(Images.View::name).orElse(""),
                instance.rootDeviceName(),
                "the running instance " + id,
                Optional.of(id));
    }

    private PinnedParent image(String imageId, String chosenBy) {
        var view = images.view(imageId)
                .orElseThrow(() -> unavailable(
                        "EC2 does not know the image " + imageId + " (" + chosenBy + ")",
                        "It may have been deregistered, or belong to another region or account; name another"));
        if (!view.available()) {
            throw unavailable(
                    "the image " + imageId + " (" + chosenBy + ") is " + view.state(), "Name one that is available");
        }
        return pinned(view, chosenBy, Optional.empty());
    }

    private static PinnedParent pinned(Images.View view, String chosenBy, Optional<String> instance) {
        // EC2 answers "windows", its model says "Windows".
        if (!"windows".equalsIgnoreCase(view.platform())) {
            throw unavailable(view.imageId() + " (" + chosenBy + ") is not a Windows image", "Name a Windows image");
        }
        return new PinnedParent(view.imageId(), view.name(), view.rootDeviceName(), chosenBy, instance);
    }

    private static ParentUnavailable unavailable(String what, String mend) {
        return new ParentUnavailable("The parent cannot be had: " + what + ". Nothing was started. " + mend
                + ", then redrive (if the recipe stays as it is) or upload the recipe again.");
    }
}
