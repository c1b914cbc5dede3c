package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Disks;
import dev.kiln.aws.ImageState;
import dev.kiln.aws.Images;
import dev.kiln.aws.Tags;
import dev.kiln.build.Labels;
import dev.kiln.build.Plan;
import dev.kiln.error.ImageFailed;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Plans;
import dev.kiln.ledger.Resource;
import dev.kiln.recipe.Seal;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the image. CreateImage has no client token: the intent is written first, an image that an earlier try may have
 * left is looked for by its name and adopted by its tag, and only then is one made.
 */
public final class CreateImage implements CallbackStep {
    private static final String KEY = "image#";

    /** On an image's row: the redrive that made it. */
    private static final String REDRIVE = "redrive";

    /** As many as EC2 allows (EC2 API reference, CreateImage). */
    private static final int NAME_CHARACTERS = 128;

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    /** An image that EC2 does not know after so long is not new but gone. */
    private static final Duration VISIBLE = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Plans plans;
    private final Images images;
    private final Builders builders;
    private final PreSnapshots preSnapshots;
    private final String deployment;

    CreateImage(
            Ledger ledger,
            Plans plans,
            Images images,
            Builders builders,
            PreSnapshots preSnapshots,
            String deployment) {
        this.preSnapshots = preSnapshots;
        this.deployment = deployment;
        this.ledger = ledger;
        this.plans = plans;
        this.images = images;
        this.builders = builders;
    }

    @Override
    public String state() {
        return "CreateImage";
    }

    @Override
    public Progress advance(StateInput input, Look look) {
        Machines.requireNotTakenOver(look.held());
        Plan plan = plans.of(input.buildId());
        var attempts = look.held().stream().filter(r -> r.key().startsWith(KEY)).toList();
        var open = attempts.stream()
                .filter(r -> r.state() != Resource.State.CLOSED)
                .findFirst();
        if (open.isPresent()) {
            return proceed(open.get(), false, input, plan, look);
        }
        return preSnapshots
                .incomplete(input.builder(), look)
                .<Progress>map(waiting -> waiting)
                .orElseGet(() -> begin(attempts.size() + 1, input, plan, look));
    }

    private Progress begin(int attempt, StateInput input, Plan plan, Look look) {
        var attributes =
                new TreeMap<>(Map.of("name", name(plan, attempt), REDRIVE, Integer.toString(input.redriveCount())));
        var intent = ledger.intend(Resource.intended(input.buildId(), KEY + attempt, look.now(), attributes));
        return proceed(intent.row(), intent.ours(), input, plan, look);
    }

    /** Of a name that leaves no room for the number, the beginning is cut: its end makes it unique. */
    private static String name(Plan plan, int attempt) {
        if (attempt == 1) {
            return plan.imageName();
        }
        String numbered = plan.imageName() + "-" + attempt;
        return numbered.substring(Math.max(0, numbered.length() - NAME_CHARACTERS));
    }

    private Progress proceed(Resource row, boolean fresh, StateInput input, Plan plan, Look look) {
        return switch (row.state()) {
            case INTENDED -> make(row, fresh, input, plan, look);
            case OPEN -> look(row, row.resourceId().orElseThrow(), input, look);
            case CLOSED -> throw failed(row, "it was closed meanwhile");
        };
    }

    private Progress make(Resource row, boolean fresh, StateInput input, Plan plan, Look look) {
        if (!fresh) {
            return ledger.renew(row, look.now())
                    .map(renewed -> makeAgain(renewed, input, plan, look))
                    .orElseGet(() -> new Progress.Waiting(name(row), Ledger.INTENT_LIVES));
        }
        // Right after StopBuilder nobody can have started it; before a redrive, or while snapshots were awaited,
        // somebody
        // can.
        boolean timeHasPassed = input.redriveCount() > 0 || PreSnapshots.wereAwaited(look.held(), input.builder());
        return timeHasPassed ? createSealed(row, input, plan, look) : create(row, input, plan, look);
    }

    private Progress makeAgain(Resource row, StateInput input, Plan plan, Look look) {
        return images.ownByName(name(row))
                .map(left -> adopt(row, left, input, look))
                .orElseGet(() -> createSealed(row, input, plan, look));
    }

    private Progress createSealed(Resource row, StateInput input, Plan plan, Look look) {
        Machines.requireSealed(look.held(), input.builder(), builders.view(input.builder()));
        return create(row, input, plan, look);
    }

    private Progress create(Resource row, StateInput input, Plan plan, Look look) {
        Machines.requireHeld(look.held(), input.builder());
        var image =
                new TreeMap<>(Tags.of(deployment, plan.buildId(), plan.recipe().name(), "image"));
        image.putAll(Labels.tags(plan));
        image.putAll(ImageState.UNVERIFIED.tags());
        var snapshot =
                new TreeMap<>(Tags.of(deployment, plan.buildId(), plan.recipe().name(), "snapshot"));
        snapshot.putAll(Labels.tags(plan));
        var made = images.create(new Images.NewImage(
                input.builder(),
                name(row),
                plan.recipe().description(),
                plan.recipe().seal().imageOf() == Seal.ImageOf.REBOOTED,
                Disks.ofImage(plan.parent().rootDeviceName(), plan.recipe()),
                image,
                snapshot));
        if (made.isPresent()) {
            ledger.opened(row, made.get());
            return new Progress.Waiting(made.get(), LOOK_AGAIN);
        }
        return images.ownByName(name(row))
                .map(taken -> adopt(row, taken, input, look))
                // The name of an image that was deregistered a moment ago stays taken for a while.
                .orElseGet(() -> new Progress.Waiting(name(row), Ledger.INTENT_LIVES));
    }

    private Progress adopt(Resource row, Images.View found, StateInput input, Look look) {
        if (!row.buildId().equals(found.tags().get(Tags.BUILD))) {
            throw new ImageNameTaken(
                    "The name " + found.name() + " belongs to " + found.imageId()
                            + ", which is not of build " + row.buildId()
                            + ". The sealed builder is held, stopped. Deregister that image or free its name, then redrive: only the image is made again.");
        }
        return judge(ledger.opened(row, found.imageId()), found, input, look);
    }

    private Progress look(Resource row, String imageId, StateInput input, Look look) {
        var view = look.seen().image(imageId).or(() -> images.view(imageId));
        if (view.isPresent()) {
            return judge(row, view.get(), input, look);
        }
        if (row.intendedAt().plus(VISIBLE).isAfter(look.now())) {
            return new Progress.Waiting(imageId, Duration.ofMinutes(1));
        }
        String why = "EC2 no longer knows " + imageId + ", so somebody has deregistered it";
        return lost(row, "deregistered", why, input, look);
    }

    private Progress judge(Resource row, Images.View view, StateInput input, Look look) {
        if (view.available()) {
            return new Progress.Done(
                    new TreeMap<>(Map.of("imageId", view.imageId(), "snapshotIds", view.snapshotIds())));
        }
        if (view.pending()) {
            return new Progress.Waiting(view.imageId(), LOOK_AGAIN);
        }
        String why = "EC2 calls " + view.imageId() + " " + view.state() + ": " + view.reason();
        return lost(row, view.state(), why, input, look);
    }

    /** An image from before this redrive does not fail it: the redrive is there to make another one. */
    private Progress lost(Resource row, String end, String why, StateInput input, Look look) {
        ledger.closed(row, Map.of("end", end, "reason", why));
        if (Integer.parseInt(row.attributes().getOrDefault(REDRIVE, "0")) < input.redriveCount()) {
            return advance(input, look.again(ledger.resources(input.buildId())));
        }
        throw failed(row, why);
    }

    private static ImageFailed failed(Resource row, String why) {
        return new ImageFailed(
                "The image " + name(row) + " did not become available; " + why
                        + ". The sealed builder is held, stopped. Redrive makes another image of it and repeats nothing before.");
    }

    /** Whether a row is that of an image of this name. */
    static boolean isNamed(Resource row, String name) {
        return row.key().startsWith(KEY) && name.equals(name(row));
    }

    private static String name(Resource row) {
        return row.attributes().get("name");
    }
}
