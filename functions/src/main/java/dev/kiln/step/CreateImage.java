package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Disks;
import dev.kiln.aws.Images;
import dev.kiln.build.Plan;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Encryption;
import dev.kiln.recipe.Seal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the image of the builder. Where the recipe wants it encrypted by a copy, the copy is the image, and what was
 * made of the builder for it is removed. CreateImage has no client token.
 */
public final class CreateImage implements CallbackStep {
    private static final String KEY = "image#";

    /**
     * On an image's row: the devices of its volumes that EC2 calls encrypted, with commas between; left out for none.
     */
    static final String ENCRYPTED = "encrypted";

    private final Ledger ledger;
    private final Plans plans;
    private final Images images;
    private final Builders builders;
    private final ImageInMaking making;
    private final PreSnapshots preSnapshots;
    private final EncryptedCopies copies;
    private final String deployment;

    CreateImage(
            Ledger ledger,
            Plans plans,
            Images images,
            Builders builders,
            PreSnapshots preSnapshots,
            EncryptedCopies copies,
            String deployment) {
        this.ledger = ledger;
        this.plans = plans;
        this.images = images;
        this.builders = builders;
        this.making = new ImageInMaking(ledger, images);
        this.preSnapshots = preSnapshots;
        this.copies = copies;
        this.deployment = deployment;
    }

    @Override
    public String state() {
        return "CreateImage";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        Machines.requireNotTakenOver(look.held());
        Plan plan = plans.of(input.buildId());
        return switch (standing(plan, input, look)) {
            case ImageInMaking.Standing.Under under -> under.waiting();
            case ImageInMaking.Standing.Available available -> done(available, plan, look);
        };
    }

    private Progress done(ImageInMaking.Standing.Available available, Plan plan, Look look) {
        var view = available.view();
        if (!view.encrypted().isEmpty()) {
            // Written down here, where EC2 has said it, and read when the lineage is written.
            ledger.note(available.row(), ENCRYPTED, String.join(",", view.encrypted()));
        }
        var foreign = plan.recipe().image().foreignSnapshots();
        copies.removeSources(look.held());
        var own =
                view.snapshotIds().stream().filter(id -> !foreign.contains(id)).toList();
        return new Progress.Done(new TreeMap<>(Map.of("imageId", view.imageId(), "snapshotIds", own)));
    }

    private ImageInMaking.Standing standing(Plan plan, StateInput input, Look look) {
        return plan.recipe()
                .image()
                .encryptionBy(Encryption.By.COPY)
                .map(encryption -> copied(encryption, plan, input, look))
                .orElseGet(() -> ofBuilder(new OfBuilder(plan, input, look, KEY, "image", "snapshot"), input, look));
    }

    private ImageInMaking.Standing copied(Encryption encryption, Plan plan, StateInput input, Look look) {
        var copy = copies.order(KEY, encryption, plan);
        // As long as EC2 has begun none, it needs what is copied, which may be gone since.
        if (!ImageInMaking.made(copy, look.held())) {
            var source = new OfBuilder(
                    plan, input, look, EncryptedCopies.SOURCE_KEY, EncryptedCopies.ROLE, EncryptedCopies.ROLE);
            if (ofBuilder(source, input, look) instanceof ImageInMaking.Standing.Under under) {
                return under;
            }
        }
        return making.advance(copy, input, look);
    }

    private ImageInMaking.Standing ofBuilder(OfBuilder order, StateInput input, Look look) {
        var waiting = ImageInMaking.begun(order, look.held())
                ? Optional.<Progress.Waiting>empty()
                : preSnapshots.incomplete(input.builder(), look);
        return waiting.<ImageInMaking.Standing>map(ImageInMaking.Standing.Under::new)
                .orElseGet(() -> making.advance(order, input, look));
    }

    /** An image of the sealed builder. */
    private final class OfBuilder implements ImageInMaking.Order {
        private final Plan plan;
        private final StateInput input;
        private final Look look;
        private final String key;
        private final String role;
        private final String snapshotRole;

        OfBuilder(Plan plan, StateInput input, Look look, String key, String role, String snapshotRole) {
            this.plan = plan;
            this.input = input;
            this.look = look;
            this.key = key;
            this.role = role;
            this.snapshotRole = snapshotRole;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public String name(int attempt) {
            return ImageNames.of(plan, key.equals(KEY) ? "" : "-to-copy", attempt);
        }

        @Override
        public void admit(Instant now) {
            // EC2 has more of these calls to give than builds ask for.
        }

        @Override
        public Optional<String> make(Resource row, boolean late) {
            // Right after StopBuilder nobody can have started it; before a redrive, or while snapshots were awaited,
            // somebody can.
            if (late || PreSnapshots.wereAwaited(look.held(), input.builder())) {
                Machines.requireSealed(look.held(), input.builder(), builders.view(input.builder()));
            }
            Machines.requireHeld(look.held(), input.builder());
            var tags = new ImageTags(deployment, plan);
            return images.create(new Images.NewImage(
                    input.builder(),
                    row.attributes().get("name"),
                    plan.recipe().description(),
                    plan.recipe().seal().imageOf() == Seal.ImageOf.REBOOTED,
                    Disks.ofImage(plan.parent().rootDeviceName(), plan.recipe()),
                    tags.ofImage(role),
                    tags.of(snapshotRole)));
        }

        @Override
        public String held() {
            return "The sealed builder is held, stopped. Redrive makes another image of it and repeats nothing before.";
        }
    }
}
