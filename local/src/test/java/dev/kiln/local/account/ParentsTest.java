package dev.kiln.local.account;

import dev.kiln.build.PinnedParent;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.local.fault.Calls;
import dev.kiln.recipe.Parent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import static dev.kiln.local.account.AccountLab.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a recipe may call its parent, resolved to one image or refused in words that say what to do. */
class ParentsTest {
    private static final String PARAMETER = "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base";
    private static final String NOBODYS_IMAGE = "ami-0123456789abcdef0";

    @RegisterExtension
    static final FreshAccounts ACCOUNTS = new FreshAccounts();

    private final AccountLab lab = ACCOUNTS.lab(23, Faults.none());

    private PinnedParent pin(Parent parent) {
        return lab.account.steps().parents().pin(parent);
    }

    private String latest() {
        return lab.account
                .ssm()
                .getParameter(r -> r.name(PARAMETER))
                .parameter()
                .value();
    }

    private void assertRefused(Parent parent, String... words) {
        assertThatThrownBy(() -> pin(parent))
                .isInstanceOf(ParentUnavailable.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("Nothing was started");
    }

    @Test
    void ssm_parameter_isTheImageThatItNamesNow() {
        var pinned = pin(new Parent.Ssm(PARAMETER));

        assertThat(pinned.imageId()).isEqualTo(latest());
        assertThat(pinned.imageName()).startsWith("Windows_Server-2022-English-Full-Base-");
        assertThat(pinned.rootDeviceName()).isEqualTo("/dev/sda1");
        assertThat(pinned.chosenBy()).contains(PARAMETER);
        assertThat(pinned.instanceId()).isEmpty();
    }

    @Test
    void ssm_noSuchParameter_saysHowToListThem() {
        assertRefused(
                new Parent.Ssm("/aws/service/none"),
                "SSM has no parameter /aws/service/none",
                "aws ssm get-parameters-by-path");
    }

    @Test
    void ami_availableWindowsImage_isItself() {
        assertThat(pin(new Parent.Ami(latest())).imageId()).isEqualTo(latest());
    }

    @Test
    void ami_unknownOrDeregistered_isSaidToBe() {
        assertRefused(new Parent.Ami(NOBODYS_IMAGE), "EC2 does not know the image " + NOBODYS_IMAGE, "deregistered");
    }

    @Test
    void ami_imageThatIsStillMade_isNotAvailable() {
        lab.upload(SMALL);
        lab.runUntilCalls("ec2:CreateImage", 1);
        lab.account.timeline().runTo(lab.account.timeline().instant().plusSeconds(10));
        String pending = lab.account
                .ec2()
                .describeImages(r -> r.owners("self"))
                .images()
                .getFirst()
                .imageId();

        assertRefused(new Parent.Ami(pending), pending, "is pending", "Name one that is available");
    }

    @Test
    void ami_notWindows_isRefused() {
        var linux = ACCOUNTS.lab(23, new WithoutPlatform());

        assertThatThrownBy(() -> linux.account.steps().parents().pin(new Parent.Ami(latest())))
                .isInstanceOf(ParentUnavailable.class)
                .hasMessageContainingAll(latest(), "is not a Windows image", "Name a Windows image");
    }

    /** EC2 names the platform of Windows images alone. */
    private static final class WithoutPlatform implements Calls {
        @Override
        @SuppressWarnings("unchecked")
        public <T> T make(String action, Supplier<T> call) {
            T answer = call.get();
            if (answer instanceof DescribeImagesResponse described) {
                var images = described.images().stream()
                        .map(i -> i.toBuilder().platform((String) null).build())
                        .toList();
                return (T) described.toBuilder().images(images).build();
            }
            return answer;
        }
    }

    @Test
    void newest_ofAnOwner_isTheLatestThatFitsThePattern() {
        var pinned = pin(new Parent.Newest("Windows_Server-2022-English-Full-Base-*", "amazon"));

        assertThat(pinned.imageId()).isEqualTo(latest());
        assertThat(pinned.chosenBy())
                .isEqualTo("the newest image of amazon named Windows_Server-2022-English-Full-Base-*");
    }

    @Test
    void newest_nothingFits_saysOwnerAndPattern() {
        assertRefused(
                new Parent.Newest("Windows_Server-2031-*", "amazon"),
                "no available image of amazon has a name like Windows_Server-2031-*",
                "Check owner and pattern");
    }

    @Test
    void ofRecipe_severalImages_isTheNewestVerifiedOne() {
        lab.bake(SMALL);
        String again = lab.upload(SMALL, true);
        lab.account.runUntilQuiet();

        assertThat(pin(new Parent.OfRecipe("small", Optional.empty())).imageId())
                .isEqualTo(lab.build(again).imageId().orElseThrow());
    }

    @Test
    void ofRecipe_newestFailedItsVerification_isTheOneBefore() {
        var good = lab.bake(SMALL);
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        lab.upload(SMALL, true);
        lab.account.runUntilQuiet();
        assertThat(lab.account.records().lineage().ofRecipe("small")).hasSize(2);

        assertThat(pin(new Parent.OfRecipe("small", Optional.empty())).imageId())
                .isEqualTo(good.imageId().orElseThrow());
    }

    @Test
    void ofRecipe_newestDeregistered_isTheOneBefore() {
        var good = lab.bake(SMALL);
        String again = lab.upload(SMALL, true);
        lab.account.runUntilQuiet();
        lab.account
                .ec2()
                .deregisterImage(r -> r.imageId(lab.build(again).imageId().orElseThrow()));

        assertThat(pin(new Parent.OfRecipe("small", Optional.empty())).imageId())
                .isEqualTo(good.imageId().orElseThrow());
    }

    @Test
    void ofRecipe_noneVerified_saysToBuildItFirst() {
        lab.expect("small", "verify: {answers: {exitCode: 1}}");
        lab.bake(SMALL);

        assertRefused(
                new Parent.OfRecipe("small", Optional.empty()),
                "there is no verified and available image of the recipe small",
                "Build small first");
    }

    @Test
    void channel_ofARecipe_isTheImageThatItPointsTo_alsoWhenThereIsANewerOne() {
        String good = lab.bake(SMALL).imageId().orElseThrow();
        lab.point("small", "stable", good);
        lab.upload(SMALL, true);
        lab.account.runUntilQuiet();

        var pinned = pin(new Parent.OfRecipe("small", Optional.of("stable")));

        assertThat(pinned.imageId()).isEqualTo(good);
        assertThat(pinned.chosenBy()).isEqualTo("the channel stable of the recipe small");
    }

    @Test
    void channel_thatIsNotThere_saysHowToMakeIt() {
        lab.bake(SMALL);

        assertRefused(
                new Parent.OfRecipe("small", Optional.of("stable")),
                "the recipe small has no channel stable",
                "Point it to an image (kiln channel small stable IMAGE)");
    }

    @Test
    void channel_whoseImageSomebodyDeregistered_saysToPointItToAnother() {
        String gone = lab.bake(SMALL).imageId().orElseThrow();
        lab.point("small", "stable", gone);
        lab.account.ec2().deregisterImage(r -> r.imageId(gone));

        assertRefused(
                new Parent.OfRecipe("small", Optional.of("stable")),
                "EC2 has no available image " + gone,
                "Point it to another one (kiln channel small stable IMAGE)");
    }

    @Test
    void instance_running_isPinnedWithTheImageThatItCameFrom() {
        String prepared = lab.launchByHand();

        var pinned = pin(new Parent.RunningInstance(prepared));

        assertThat(pinned.instanceId()).isEqualTo(Optional.of(prepared));
        assertThat(pinned.imageId()).isEqualTo(latest());
        assertThat(pinned.chosenBy()).isEqualTo("the running instance " + prepared);
    }

    @Test
    void instance_stopped_isRefused() {
        String prepared = lab.launchByHand();
        lab.account.ec2().stopInstances(r -> r.instanceIds(prepared));
        lab.account.timeline().runTo(lab.account.timeline().instant().plus(Duration.ofMinutes(5)));

        assertRefused(new Parent.RunningInstance(prepared), "the instance " + prepared + " is not running", "Start it");
    }

    @Test
    void instance_thatNobodyGaveToKiln_isRefused() {
        String machine = lab.launchUntagged();

        assertRefused(
                new Parent.RunningInstance(machine),
                "the instance " + machine + " does not carry the tag kiln:role = builder",
                "aws ec2 create-tags");
    }
}
