package dev.kiln.local.account;

import dev.kiln.error.BuilderLost;
import dev.kiln.error.ImageFailed;
import dev.kiln.error.ImageNameTaken;
import dev.kiln.error.InvalidRecipe;
import dev.kiln.error.SealFailed;
import dev.kiln.error.StepFailed;
import dev.kiln.error.VerificationFailed;
import dev.kiln.ledger.BuildRecord;
import dev.kiln.ledger.Resource;
import dev.kiln.lineage.ImageLineage;
import dev.kiln.lineage.StepRecord;
import dev.kiln.local.ec2.LaunchFaults;
import dev.kiln.local.ec2.StoredReason;
import dev.kiln.local.event.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

/** Whole builds: the state machine's file and the handlers, over one account in this JVM. */
class ImageBuildTest {
    private final AccountLab lab = new AccountLab(7);

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void build_recipe_becomesAnAvailableVerifiedImageWithItsLineage() {
        var build = lab.bake(SMALL);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(build.outcome()).contains("built");
        ImageLineage lineage = lab.lineage(build);
        assertThat(lineage.steps()).extracting(StepRecord::name).containsExactly("one", "two");
        assertThat(lineage.steps()).allSatisfy(s -> assertThat(s.commandIds()).hasSize(1));
        assertThat(lineage.parentImageName()).startsWith("Windows_Server-2022-English-Full-Base");
        assertThat(lineage.machine().agent()).isEqualTo("EC2Launch v2");
        assertThat(lineage.verification()).isPresent();
    }

    @Test
    void build_image_carriesItsTagsAndSoDoItsSnapshots() {
        var lineage = lab.lineage(lab.bake(SMALL));

        var image = lab.account
                .ec2()
                .describeImages(r -> r.imageIds(lineage.imageId()))
                .images()
                .getFirst();
        assertThat(image.stateAsString()).isEqualTo("available");
        assertThat(tags(image.tags())).containsAllEntriesOf(lineage.tags());
        assertThat(lineage.snapshotIds())
                .isNotEmpty()
                .allSatisfy(id -> assertThat(tags(lab.account
                                .ec2()
                                .describeSnapshots(r -> r.snapshotIds(id))
                                .snapshots()
                                .getFirst()
                                .tags()))
                        .containsEntry("kiln:build", lineage.buildId()));
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    @Test
    void build_done_leavesNothingBehind() {
        var build = lab.bake(SMALL);

        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(build.buildId())).isEmpty();
        assertThat(lab.account.records().waits().of(build.buildId())).isEmpty();
    }

    @Test
    void build_callsOfEc2AndSsm_areAtMostThirty() {
        lab.bake(SMALL);

        int calls = lab.account.calls().entrySet().stream()
                .filter(c -> c.getKey().startsWith("ec2:") || c.getKey().startsWith("ssm:"))
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(calls).as(lab.account.calls().toString()).isLessThanOrEqualTo(30);
    }

    @Test
    void build_nameAndTagsWithPlaces_areFilledInForTheBuild() {
        var build = lab.bake(SMALL + """
                image:
                  name: golden/{recipe}-{version}-{date}.{time}-{build}
                  tags: {Version: "{date} of {recipe}", From: "{parent}"}
                """);

        var lineage = lab.lineage(build);
        assertThat(lineage.imageName())
                .matches("golden/small-" + lineage.recipeSha256().substring(0, 8) + "-2026-11-25\\.0900-[0-9a-f]{8}");
        assertThat(lineage.tags())
                .containsEntry("Version", "2026-11-25 of small")
                .containsEntry("From", lineage.parentImageId());
    }

    @Test
    void build_nameThatAnotherImageHas_isRefusedBeforeAnythingIsStarted() {
        String named = SMALL + "image: {name: 'small-{date}'}\n";
        lab.bake(named);

        var second = lab.bake(named.replace("Write-Output 'one'", "Write-Output 'other'"));

        assertThat(second.error()).contains(ImageNameTaken.class.getName());
        assertThat(lab.message(second)).contains("small-2026-11-25 belongs to ami-", "Nothing was started", "{build}");
        assertThat(lab.calls("ec2:RunInstances")).as("of the first").isEqualTo(2);
    }

    @Test
    void build_sameRecipeUnderANameWithoutItsBuild_endsWithTheImageThatIsThere() {
        String named = SMALL + "image: {name: 'small-{date}'}\n";
        lab.bake(named);

        assertThat(lab.bake(named).status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void build_everyEventOfEc2AndSsmLost_endsWithTheImageAllTheSame() {
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));

        var build = lab.bake(SMALL);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void build_everyEventTwiceAndOutOfOrder_doesNothingTwice() {
        lab.account.bus().delivery(Delivery.twiceAndOutOfOrder());

        var build = lab.bake(SMALL);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.account.records().builds().newest(10)).hasSize(1);
        assertThat(lab.calls("ec2:RunInstances")).isEqualTo(2);
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
        assertThat(lab.calls("ssm:SendCommand")).isEqualTo(4);
    }

    @Test
    void upload_sameContentTwiceAtOnce_isBuiltOnceAndBothEndWithTheImage() {
        String first = lab.upload(SMALL);
        String second = lab.upload(SMALL);
        lab.account.runUntilQuiet();

        assertThat(List.of(lab.build(first), lab.build(second)))
                .extracting(b -> b.outcome().orElse(b.status()))
                .containsExactlyInAnyOrder("built", "joined");
        assertThat(lab.build(first).imageId())
                .isPresent()
                .isEqualTo(lab.build(second).imageId());
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
    }

    @Test
    void build_sameKeyAgain_endsAtOnceWithTheImageThatIsThere() {
        var first = lab.bake(SMALL);
        int launches = lab.calls("ec2:RunInstances");

        var second = lab.bake(SMALL);

        assertThat(second.outcome()).contains("alreadyBuilt");
        assertThat(second.imageId()).isEqualTo(first.imageId());
        assertThat(lab.calls("ec2:RunInstances")).isEqualTo(launches);
    }

    @Test
    void build_sameKeyAgainButImageDeregistered_isBuiltAnew() {
        var first = lab.bake(SMALL);
        lab.account.ec2().deregisterImage(r -> r.imageId(first.imageId().orElseThrow()));

        var second = lab.bake(SMALL);

        assertThat(second.outcome()).contains("built");
        assertThat(second.imageId()).isPresent().isNotEqualTo(first.imageId());
    }

    @Test
    void build_rebuildAskedFor_makesAnotherImage() {
        var first = lab.bake(SMALL);

        String again = lab.upload(SMALL, true);
        lab.account.runUntilQuiet();

        assertThat(lab.build(again).outcome()).contains("built");
        assertThat(lab.build(again).imageId()).isNotEqualTo(first.imageId());
    }

    @Test
    void build_stepExitsWith1_failsInThatStepAndSaysWhatItHoldsAndWhatToDo() {
        lab.expect("small", "steps: {two: {exitCode: 1, output: 'disk is full'}}");

        var build = lab.bake(SMALL);

        assertThat(build.status()).isEqualTo("FAILED");
        assertThat(build.error()).contains(StepFailed.class.getName());
        assertThat(lab.lastEntered(build.buildId())).isEqualTo("RunStep");
        assertThat(lab.message(build)).contains("two", "disk is full", "Still held: the builder i-", "redrive");
        assertThat(lab.held(build.buildId())).extracting(r -> r.key()).containsExactly("instance#builder#001");
        assertThat(lab.living()).hasSize(1);
    }

    @Test
    void redrive_afterTheCauseWasMended_endsWithTheImageAndRepeatsNoFinishedStep() {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = lab.bake(SMALL).buildId();
        lab.expect("small", "{}");

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:RunInstances")).as("builder and verifier").isEqualTo(2);
        assertThat(lab.lineage(build).steps())
                .satisfiesExactly(
                        one -> assertThat(one.commandIds()).hasSize(1),
                        two -> assertThat(two.commandIds()).hasSize(2));
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void build_stepWithRetries_isTriedAgainByItself() {
        lab.expect("small", "steps: {two: {exitCode: 1, times: 2}}");

        var build = lab.bake(SMALL.replace("'two'\"}", "'two'\", retries: 2}"));

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.lineage(build).steps().getLast().commandIds()).hasSize(3);
    }

    @Test
    void build_stepThatHangs_timesOutAndSaysSo() {
        lab.expect("small", "steps: {two: {hangs: true}}");

        var build = lab.bake(SMALL.replace("'two'\"}", "'two'\", timeout: 10m}"));

        assertThat(build.status()).isEqualTo("FAILED");
        assertThat(lab.message(build)).contains("two", "10 min");
    }

    @Test
    void build_stepThatWantsARestart_isRestartedAndGoesOn() {
        lab.expect("small", "steps: {one: {exitCode: 3010}}");

        var build = lab.bake(SMALL);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.lineage(build).steps().getFirst().result()).contains("\"reboots\":1");
    }

    @Test
    void build_invalidRecipe_failsBeforeAnythingIsLaunchedAndNamesEveryMistake() {
        var build = lab.bake("""
                name: small
                description: d
                parent: {ami: ami-0123456789abcdef0}
                stepz: []
                """);

        assertThat(build.status()).isEqualTo("FAILED");
        assertThat(build.error()).contains(InvalidRecipe.class.getName());
        assertThat(lab.message(build)).contains("line 4", "stepz", "Nothing was started");
        assertThat(lab.calls("ec2:RunInstances")).isZero();
    }

    @Test
    void build_builderThatWaitsForARestart_isRestartedAndSealedByOneCommand() {
        lab.expect("small", "steps: {two: {pendingReboot: true}}");

        var build = lab.bake(SMALL);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.account.ssm().commands())
                .as("two steps, the seal, the checks")
                .hasSize(4);
    }

    @Test
    void build_machineNotFitToBeSealed_isRefusedWithReasonsAndRedrivenWhenMended() {
        lab.expect("small", "steps: {two: {profiles: [bob]}}");
        var refused = lab.bake(SMALL);
        assertThat(refused.error()).contains(SealFailed.class.getName());
        assertThat(lab.message(refused)).contains("bob");
        assertThat(lab.lastEntered(refused.buildId())).isEqualTo("SealBuilder");
    }

    @Test
    void build_checkFails_keepsTheImageUnverifiedAndARedriveVerifiesIt() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        var failed = lab.bake(SMALL);
        assertThat(failed.error()).contains(VerificationFailed.class.getName());
        assertThat(lab.message(failed)).contains("answers");
        lab.expect("small", "{}");

        var build = lab.redrive(failed.buildId());

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.lineage(build).verification()).isPresent();
        assertThat(lab.calls("ec2:CreateImage")).isEqualTo(1);
    }

    @Test
    void build_builderTerminatedByAStranger_isReplacedAndItsStepsReplayed() {
        String id = lab.upload(SMALL);
        lab.account.timeline().runUntil(() -> lab.calls("ssm:SendCommand") == 2, AccountLab.START.plusSeconds(3600));
        String lost = lab.living().getFirst().instanceId();
        lab.account.ec2().terminateInstances(r -> r.instanceIds(lost));
        lab.account.runUntilQuiet();

        BuildRecord build = lab.build(id);
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ec2:RunInstances"))
                .as("two builders and a verifier")
                .isEqualTo(3);
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).as("of the lost one either").isEmpty();
    }

    @Test
    void build_everyBuilderIsLost_givesUpWithNothingHeld() {
        String id = lab.upload(SMALL);
        for (int generation = 1; generation <= 3; generation++) {
            int commands = lab.calls("ssm:SendCommand");
            lab.runUntilCalls("ssm:SendCommand", commands + 1);
            lab.living().forEach(i -> lab.account.ec2().terminateInstances(r -> r.instanceIds(i.instanceId())));
        }
        lab.account.runUntilQuiet();

        var build = lab.build(id);
        assertThat(build.error()).contains(BuilderLost.class.getName());
        assertThat(lab.message(build)).contains("Builder 3", "Nothing runs", "then redrive: another one is launched");
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void build_builderGoneLongBeforeTheRedrive_isReplacedByIt() {
        String id = lab.upload(SMALL);
        lab.runUntilCalls("ec2:RunInstances", 1);
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(60));
        lab.living().forEach(i -> lab.account.ec2().terminateInstances(r -> r.instanceIds(i.instanceId())));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofDays(2)));

        var build = lab.redrive(id);
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
    }

    @Test
    void build_sealedBuilderTerminatedByAStranger_isReplacedToo() {
        String id = lab.upload(SMALL);
        lab.runUntilCalls("ec2:StopInstances", 1);
        lab.living().forEach(i -> lab.account.ec2().terminateInstances(r -> r.instanceIds(i.instanceId())));
        lab.account.runUntilQuiet();

        var build = lab.build(id);
        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void build_imageThatNeverBoots_isNotVerifiedAndItsMachineIsHeld() {
        lab.account.nodes().stuckBoots(lab::madeHere);

        var build = lab.bake(SMALL);

        assertThat(build.error()).contains(VerificationFailed.class.getName());
        assertThat(lab.message(build)).contains("did not hear of a machine", "kept in quarantine");
        assertThat(lab.held(build.buildId())).singleElement().returns("instance#verifier#001", Resource::key);
    }

    @Test
    void build_builderThatEndsRightAfterItsLaunch_failsWithEc2sReasonAndIsLaunchedAnewByARedrive() {
        lab.account.ec2().launchFaults((image, type) -> Optional.of(LaunchFaults.KEY_REFUSED));
        var failed = lab.bake(SMALL);
        assertThat(failed.error()).contains(BuilderLost.class.getName());
        assertThat(lab.message(failed)).contains("Client.InternalError");
        assertThat(lab.held(failed.buildId())).isEmpty();
        lab.account.ec2().launchFaults(LaunchFaults.NONE);

        assertThat(lab.redrive(failed.buildId()).status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void build_sealedBuilderStartedAgainBySomeone_isNeverImagedButReplaced() {
        String id = lab.upload(SMALL);
        lab.account.timeline().runUntil(() -> lab.calls("ec2:StopInstances") == 1, AccountLab.START.plusSeconds(7200));
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.runUntilQuiet();
        String builder = lab.living().getFirst().instanceId();
        lab.account.ec2().startInstances(r -> r.instanceIds(builder));
        lab.account.runUntilQuiet();

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        var image = lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst();
        assertThat(image.sourceInstanceId()).isNotEqualTo(builder);
        assertThat(lab.living()).isEmpty();
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void build_sealedBuilderStartedAgainBeforeAnybodyHeardOfTheSeal_isNeverImagedButReplaced() {
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));
        String id = lab.upload(SMALL);
        lab.runUntilCalls("ssm:SendCommand", 3);
        String builder = lab.living().getFirst().instanceId();
        lab.account
                .timeline()
                .runUntil(
                        () -> lab.account.ssm().commands().getLast().status().equals("Success"),
                        AccountLab.START.plusSeconds(7200));
        lab.account.ec2().stopInstances(r -> r.instanceIds(builder));
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(120));
        lab.account.ec2().startInstances(r -> r.instanceIds(builder));
        lab.account.runUntilQuiet();

        var build = lab.build(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        var image = lab.account
                .ec2()
                .describeImages(r -> r.imageIds(build.imageId().orElseThrow()))
                .images()
                .getFirst();
        assertThat(image.sourceInstanceId()).isNotEqualTo(builder);
        assertThat(lab.living()).isEmpty();
    }

    @Test
    void build_sealedBuilderTerminatedBeforeItsImage_isReplaced() {
        String id = lab.upload(SMALL);
        lab.account.timeline().runUntil(() -> lab.calls("ec2:StopInstances") == 1, AccountLab.START.plusSeconds(7200));
        String builder = lab.living().getFirst().instanceId();
        lab.account.ec2().terminateInstances(r -> r.instanceIds(builder));
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).as(lab.build(id).cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.held(id)).isEmpty();
    }

    @Test
    void build_stoppedByTheOperatorAndNoEventTellsIt_isNotDrivenOn() {
        lab.account.bus().delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm", "aws.states")));
        String id = lab.upload(SMALL);
        lab.account.timeline().runUntil(() -> lab.calls("ssm:SendCommand") == 1, AccountLab.START.plusSeconds(3600));
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        String other = lab.upload(SMALL.replace("name: small", "name: other"));
        lab.account.runUntilQuiet();

        assertThat(lab.build(id).status()).isEqualTo("ABORTED");
        assertThat(lab.account.records().ledger().resources(id).stream()
                        .filter(r -> r.key().startsWith("command#")))
                .hasSize(1);
        assertThat(lab.build(other).imageId()).isPresent();
    }

    @Test
    void build_childOfAnotherRecipe_hasItsImageAsAncestor() {
        var parent = lab.bake(SMALL);
        var child = lab.bake(SMALL.replace("name: small", "name: child")
                .replace(
                        "{ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}",
                        "{recipe: small}"));

        assertThat(child.status()).as(child.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.account.records().lineage().ancestors(lab.lineage(child)))
                .extracting(ImageLineage::imageId)
                .containsExactly(parent.imageId().orElseThrow());
        assertThat(lab.account.records().lineage().children(parent.imageId().orElseThrow()))
                .extracting(ImageLineage::recipe)
                .containsExactly("child");
    }

    @Test
    void build_parentIsARunningInstance_isSealedAndStoppedButNeverTerminated() {
        String prepared = lab.launchByHand();

        var build = lab.bake(SMALL.replace(
                "{ssm: /aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base}",
                "{instance: " + prepared + "}"));

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.living())
                .singleElement()
                .satisfies(i -> assertThat(i.instanceId()).isEqualTo(prepared))
                .satisfies(i -> assertThat(i.state().nameAsString()).isEqualTo("stopped"));
        assertThat(lab.calls("ec2:RunInstances"))
                .as("by hand, and the verifier")
                .isEqualTo(2);
    }

    @Test
    void build_imageFails_failsInCreateImageAndARedriveMakesAnotherOfTheSameBuilder() {
        lab.account
                .ec2()
                .imageFaults(name -> name.endsWith("-2")
                        ? Optional.empty()
                        : Optional.of(new StoredReason("Client.InternalError", "the key of the volume is disabled")));
        var failed = lab.bake(SMALL);
        assertThat(failed.error()).contains(ImageFailed.class.getName());
        assertThat(lab.lastEntered(failed.buildId())).isEqualTo("CreateImage");

        var build = lab.redrive(failed.buildId());

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ssm:SendCommand"))
                .as("two steps, seal, verification")
                .isEqualTo(4);
    }

    @Test
    void build_imageWithTheLongestNameFails_theNameOfTheNextFitsEc2Too() {
        lab.account
                .ec2()
                .imageFaults(name -> Optional.of(new StoredReason("Client.InternalError", "no luck"))
                        .filter(r -> !name.endsWith("-11")));
        String id = lab.bake(SMALL + "image: {name: %s}\n".formatted("n".repeat(108)))
                .buildId();
        for (int attempt = 2; attempt < 11; attempt++) {
            assertThat(lab.redrive(id).error()).contains(ImageFailed.class.getName());
        }

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.lineage(build).imageName()).hasSize(128).matches("n{105}-2026-11-25-[0-9a-f]{8}-11");
    }

    @Test
    void build_imageDeregisteredWhileItIsMade_failsInsteadOfWaitingForEverAndARedriveMakesAnother() {
        String id = lab.upload(SMALL);
        lab.runUntilCalls("ec2:CreateImage", 1);
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(60));
        var image =
                lab.account.ec2().describeImages(r -> r.owners("self")).images().getFirst();
        lab.account.ec2().deregisterImage(r -> r.imageId(image.imageId()));
        lab.runToItsEnd(id);
        assertThat(lab.execution(id).error()).isEqualTo(ImageFailed.class.getName());
        assertThat(lab.execution(id).cause()).contains(image.imageId(), "deregistered", "Redrive makes another");

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(build.imageId()).isPresent().isNotEqualTo(Optional.of(image.imageId()));
    }

    @Test
    void build_noCapacityInOneZone_launchesInTheOther() {
        lab.account.ec2().capacity((zone, type) -> zone.endsWith("b"));

        assertThat(lab.bake(SMALL).status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void build_stoppedByTheOperatorInTheMiddle_goesOnWhereItStoodWhenRedriven() {
        String id = lab.upload(SMALL);
        lab.account.timeline().runUntil(() -> lab.calls("ssm:SendCommand") == 1, AccountLab.START.plusSeconds(3600));
        lab.account.states().stopExecution(r -> r.executionArn(lab.account.executionArn(id)));
        lab.account.runUntilQuiet();
        assertThat(lab.build(id).status()).isEqualTo("ABORTED");

        var build = lab.redrive(id);

        assertThat(build.status()).as(build.cause().orElse("")).isEqualTo("SUCCEEDED");
        assertThat(lab.calls("ssm:SendCommand"))
                .as("the command under way was adopted")
                .isEqualTo(4);
    }

    @Test
    void build_sameSeed_isTheSameToTheLastEvent() {
        var build = lab.bake(SMALL);
        try (var other = new AccountLab(7)) {
            other.bake(SMALL);

            assertThat(other.history(build.buildId())).isEqualTo(lab.history(build.buildId()));
        }
    }

    @Test
    void build_sameSeedThroughAFailureAndARedrive_isTheSameToTheLastEvent() {
        String id = failAndRedrive(lab);
        try (var other = new AccountLab(7)) {
            failAndRedrive(other);

            assertThat(other.history(id)).isEqualTo(lab.history(id));
            assertThat(other.lineage(other.build(id))).isEqualTo(lab.lineage(lab.build(id)));
        }
    }

    private static String failAndRedrive(AccountLab lab) {
        lab.expect("small", "steps: {two: {exitCode: 1}}");
        String id = lab.bake(SMALL).buildId();
        lab.expect("small", "{}");
        assertThat(lab.redrive(id).status()).isEqualTo("SUCCEEDED");
        return id;
    }
}
